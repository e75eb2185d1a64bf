using Orchestrator.Agent.Devices;

namespace Orchestrator.Agent.Tests.Devices;

public sealed class GpuTopologyTests
{
    // Two pairs over NVLink, each on a socket of its own, with a network card: underlined header, tabs that do not line up, an empty cell, and the legend.
    internal const string TwoPairs =
        "\t\u001b[4mGPU0\tGPU1\tGPU2\tGPU3\tNIC0\tCPU Affinity\tNUMA Affinity\tGPU NUMA ID\u001b[0m\n"
        + "GPU0\t X \tNODE\tNV12\tSYS\tPIX\t0-31,64-95\t0\t\tN/A\n"
        + "GPU1\tNODE\t X \tSYS\tNV12\tSYS\t0-31,64-95\t0\t\tN/A\n"
        + "GPU2\tNV12\tSYS\t X \tNODE\tSYS\t\t1\t\tN/A\n"
        + "GPU3\tSYS\tNV12\tNODE\t X \tSYS\t32-63,96-127\t1\t\tN/A\n"
        + "NIC0\tPIX\tSYS\tSYS\tSYS\t X \t\t\t\t\n"
        + "\nLegend:\n\n  X    = Self\n  SYS  = Connection traversing PCIe as well as the SMP interconnect between NUMA nodes (e.g., QPI/UPI)\n\nNIC Legend:\n\n  NIC0: mlx5_0\n\n";

    [Fact]
    public void Links_come_before_ways_over_a_bridge_and_those_before_the_other_socket()
    {
        var closeness = GpuTopology.Read(TwoPairs)!.Value;

        Assert.Equal(4, closeness.Length);
        Assert.Equal([1000, 10, 112, 0], closeness[0].ToArray());
        Assert.Equal([0, 112, 10, 1000], closeness[3].ToArray());
    }

    [Fact]
    public void Ways_are_in_the_order_of_their_length()
    {
        var row = GpuTopology.Read(
            "\tGPU0\tGPU1\tGPU2\tGPU3\tGPU4\tGPU5\tGPU6\tCPU Affinity\n"
            + string.Concat(Enumerable.Range(0, 7).Select(number => $"GPU{number}\tNV4\tNV18\tPIX\tPXB\tPHB\tNODE\tSYS\t0-7\n")))!.Value[0];

        Assert.True(row[1] > row[0] && row[0] > row[2] && row[2] > row[3] && row[3] > row[4] && row[4] > row[5] && row[5] > row[6] && row[6] == 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Failed to initialize NVML: Driver/library version mismatch\n")]
    [InlineData("\tGPU0\tGPU1\tCPU Affinity\nGPU0\t X \tFAR\t0-7\nGPU1\tFAR\t X \t0-7\n")]
    [InlineData("\tGPU0\tGPU1\tCPU Affinity\nGPU0\t X \tSYS\t0-7\n")]
    public void What_is_not_understood_whole_tells_nothing(string text) => Assert.Null(GpuTopology.Read(text));

    [Fact]
    public void Torn_matrix_tells_nothing_or_all_of_it()
    {
        var whole = GpuTopology.Read(TwoPairs)!.Value;
        for (var length = 0; length < TwoPairs.Length; length++)
        {
            var torn = GpuTopology.Read(TwoPairs[..length]);
            Assert.True(torn is null || torn.Value.Zip(whole).All(rows => rows.First.SequenceEqual(rows.Second)), $"cut at {length}");
        }
    }
}
