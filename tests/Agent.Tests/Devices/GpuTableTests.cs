using Orchestrator.Agent.Devices;
using Orchestrator.TestKit.Devices;

namespace Orchestrator.Agent.Tests.Devices;

/// <summary>What the driver's program prints, whole, torn and failing.</summary>
public sealed class GpuTableTests
{
    [Fact]
    public void Lines_of_gpus_are_read_whole()
    {
        var reading = Read(0, $"{Smi.Line(0)}\n{Smi.Line(1)}\n");

        Assert.True(reading.Complete);
        Assert.Equal(
            [
                new GpuRow
                {
                    Index = 0,
                    Uuid = "GPU-00000000-1b2c-4d5e-8f90-a1b2c3d4e5f6",
                    Bus = "0:18:00.0",
                    MemoryBytes = 81559L << 20,
                    MigCapable = true,
                    Driver = "550.54.15",
                    Product = "NVIDIA H100 80GB HBM3",
                },
                Smi.Row(1),
            ],
            reading.Rows.ToArray());
    }

    [Fact]
    public void Gpu_without_memory_of_its_own_and_without_partitions_is_one_too()
    {
        var reading = Read(0, "0, GPU-1, [N/A], 0000000F:01:00.0, [N/A], 580.95.05, NVIDIA GB10, Founders\n");

        Assert.True(reading.Complete);
        Assert.Equal(new GpuRow { Index = 0, Uuid = "GPU-1", Bus = "f:01:00.0", Driver = "580.95.05", Product = "NVIDIA GB10, Founders" }, Assert.Single(reading.Rows));
    }

    [Fact]
    public void Partitioned_gpu_is_a_fault_that_says_what_to_do() =>
        Assert.Contains("nvidia-smi -mig 0", Assert.Single(Read(0, Smi.Line(0).Replace("Disabled", "Enabled") + "\n").Rows).Fault);

    [Theory]
    [InlineData(0, "No devices were found\n")]
    [InlineData(6, "No devices were found\n")]
    public void No_gpus_is_a_whole_answer(int exit, string output)
    {
        var reading = Read(exit, output);

        Assert.True(reading.Complete);
        Assert.Empty(reading.Rows);
    }

    [Theory]
    [InlineData("Unable to determine the device handle for GPU 0000:5D:00.0: Unknown Error\n", "Unknown Error")]
    [InlineData("Unable to determine the device handle for GPU0000:5D:00.0: GPU is lost.  Reboot the system to recover this GPU\n", "GPU is lost.  Reboot the system to recover this GPU")]
    [InlineData("Unable to determine the device handle for GPU 00000000:5d:00.0: Unknown Error\n", "Unknown Error")]
    [InlineData("1, [GPU is lost], [GPU is lost], 00000000:5D:00.0, [GPU is lost], 550.54.15, [GPU is lost]\n", "GPU is lost")]
    [InlineData("1, GPU-1, [GPU requires reset], 00000000:5D:00.0, Disabled, 550.54.15, NVIDIA H100 80GB HBM3\n", "GPU requires reset")]
    public void Gpu_that_the_driver_cannot_reach_is_named_by_its_place(string line, string reason)
    {
        var reading = Read(15, $"{Smi.Line(0)}\n{line}");

        Assert.Equal([("0:5d:00.0", reason)], reading.Lost.Select(lost => (lost.Key, lost.Value)));
        Assert.False(reading.Complete);
        Assert.Equal(0, Assert.Single(reading.Rows).Index);
    }

    [Fact]
    public void Whole_answer_with_a_warning_of_the_cards_memory_is_whole() =>
        Assert.True(GpuTable.Read(new ProgramOutput(14, $"{Smi.Line(0)}\n", "WARNING: infoROM is corrupted at gpu 0000:18:00.0\n")).Complete);

    [Fact]
    public void Driver_that_is_not_loaded_is_said_of_all_gpus() => Assert.NotEmpty(
        Read(9, "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.\n\n").DriverFault);

    // Cut off anywhere, an answer never tells of fewer GPUs than there are, and never of a GPU that is otherwise than it is.
    [Fact]
    public void Torn_answer_tells_nothing_wherever_it_is_cut()
    {
        var whole = $"{Smi.Line(0)}\n{Smi.Line(1)}\n";
        for (var length = 0; length < whole.Length; length++)
        {
            foreach (var exit in new[] { 0, 1, 137 })
            {
                var reading = Read(exit, whole[..length]);
                Assert.True(reading is { Complete: false, Rows.IsEmpty: true, Trouble.Length: > 0 } || (exit == 0 && length == Smi.Line(0).Length + 1), $"cut at {length}: {reading}");
            }
        }
    }

    [Theory]
    [InlineData(2, "Field \"mig.mode.current\" is not a valid field to query.\n\n")]
    [InlineData(0, "Failed to initialize NVML: Driver/library version mismatch\n")]
    [InlineData(18, "Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 550.54\n")]
    [InlineData(255, "")]
    [InlineData(0, "")]
    [InlineData(0, "0, GPU-1, many, 00000000:18:00.0, Disabled, 550.54.15, NVIDIA H100\n")]
    [InlineData(0, "x, GPU-1, 1, 00000000:18:00.0, Disabled, 550.54.15, NVIDIA H100\n")]
    [InlineData(0, "0, GPU-1, 1, nowhere, Disabled, 550.54.15, NVIDIA H100\n")]
    public void What_is_not_understood_tells_nothing(int exit, string output)
    {
        var reading = Read(exit, output);

        Assert.False(reading.Complete);
        Assert.Empty(reading.Rows);
        Assert.NotEmpty(reading.Trouble);
    }

    [Fact]
    public void Program_that_did_not_end_tells_nothing() => Assert.NotEmpty(GpuTable.Read(new ProgramOutput(null, "", "")).Trouble);

    private static GpuReading Read(int exit, string output) => GpuTable.Read(new ProgramOutput(exit, output, ""));
}
