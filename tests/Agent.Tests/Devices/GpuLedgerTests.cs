using Orchestrator.Agent.Devices;
using Orchestrator.TestKit.Devices;

namespace Orchestrator.Agent.Tests.Devices;

/// <summary>What is believed of GPUs, from one look to the next.</summary>
public sealed class GpuLedgerTests
{
    private static readonly GpuReading Both = new() { Complete = true, Rows = [Smi.Row(0), Smi.Row(1)] };
    private static readonly GpuReading First = new() { Complete = true, Rows = [Smi.Row(0)] };
    private static readonly GpuReading Lost = new() { Lost = new GpuReading().Lost.Add(Smi.Row(1).Bus, "GPU is lost") };
    private readonly GpuLedger _ledger = new();

    [Fact]
    public void Gpu_is_bad_when_two_looks_in_a_row_say_so_and_well_again_at_once()
    {
        Take(Both, Lost);
        Assert.Equal("", Bad());
        Take(Lost);
        Assert.Equal($"{Smi.Uuid(1)}: GPU is lost", Bad());
        Take(Both);
        Assert.Equal("", Bad());
        Take(Lost, Both, Lost);
        Assert.Equal("", Bad());
    }

    [Fact]
    public void Gpu_that_is_listed_no_more_is_bad_and_stays_known()
    {
        Take(Both, First, First);

        Assert.Equal($"{Smi.Uuid(1)}: its driver does not list it any more", Bad());
        Assert.Equal(2, _ledger.Devices(0).Length);
    }

    [Fact]
    public void Look_that_tells_nothing_changes_nothing()
    {
        Take(Both);
        Take([.. Enumerable.Repeat(new GpuReading { Trouble = "torn" }, 10)]);

        Assert.Equal("", Bad());
        Assert.Equal(2, _ledger.Devices(0).Length);
    }

    [Fact]
    public void Nothing_is_known_before_a_look_has_told_all()
    {
        Take(new GpuReading { Trouble = "torn" }, Lost, new GpuReading { DriverFault = "away" });
        Assert.False(_ledger.IsKnown);
        Take(new GpuReading { Complete = true });
        Assert.True(_ledger.IsKnown);
    }

    [Fact]
    public void Driver_that_is_away_takes_all_gpus_with_it()
    {
        var away = new GpuReading { DriverFault = "the NVIDIA driver does not answer" };
        Take(Both, away, away);

        Assert.All(_ledger.Devices(0), device => Assert.False(device.Healthy));
    }

    [Fact]
    public void Gpu_that_was_never_seen_to_work_is_what_the_first_look_says()
    {
        Take(Both with { Rows = [Smi.Row(0), Smi.Row(1) with { Fault = "partitioned" }] });

        Assert.Equal($"{Smi.Uuid(1)}: partitioned", Bad());
    }

    [Fact]
    public void Labels_are_those_of_gpu_feature_discovery()
    {
        Take(Both);

        Assert.Equal(
            [
                ("nvidia.com/cuda.driver-version.full", "550.54.15"), ("nvidia.com/cuda.driver-version.major", "550"), ("nvidia.com/cuda.driver-version.minor", "54"),
                ("nvidia.com/cuda.driver-version.revision", "15"), ("nvidia.com/gpu.count", "2"), ("nvidia.com/gpu.memory", "81559"), ("nvidia.com/gpu.present", "true"),
                ("nvidia.com/gpu.product", "NVIDIA-H100-80GB-HBM3"), ("nvidia.com/gpu.replicas", "4"), ("nvidia.com/gpu.sharing-strategy", "time-slicing"), ("nvidia.com/mig.capable", "true"),
            ],
            GpuLabels.Of(_ledger.Gpus, slices: 4).Select(label => (label.Key, label.Value)));
        Assert.Empty(GpuLabels.Of([], slices: 4));
    }

    private void Take(params GpuReading[] readings)
    {
        foreach (var reading in readings)
        {
            _ledger.Take(reading);
        }
    }

    private string Bad() => string.Join(", ", _ledger.Devices(0).Where(device => !device.Healthy).Select(device => $"{device.Id}: {device.Message}"));
}
