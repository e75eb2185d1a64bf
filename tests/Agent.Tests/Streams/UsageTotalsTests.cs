using System.Collections.Immutable;
using Orchestrator.Agent.Stats;
using Orchestrator.Contracts.Usage;

namespace Orchestrator.Agent.Tests.Streams;

public sealed class UsageTotalsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Totals_add_up_namespaces_and_rate_what_was_there_before()
    {
        var before = new NodeUsage([Pod("a", "one", 0, 1_000_000_000), Pod("b", "two", 0, 9_000_000_000)]);
        var now = new NodeUsage([Pod("a", "one", 10, 6_000_000_000), Pod("a", "new", 10, 5_000_000_000), Pod("b", "two", 10, 1_000_000_000)]);

        var totals = UsageTotals.OfNamespaces(before, now);

        Assert.Equal(["a", "b"], totals.Keys);
        Assert.Equal(new UsageTotals(0.5, 200, 4), totals["a"]);
        Assert.Equal(new UsageTotals(0, 100, 2), totals["b"]);
        Assert.Equal(0, UsageTotals.OfNamespaces(null, now)["a"].Cores);
    }

    private static PodUsage Pod(string ns, string name, int seconds, long cpu) => new(ns, name, $"uid-{name}", ImmutableArray.Create(new ContainerSample
    {
        Name = "main",
        At = Start.AddSeconds(seconds),
        CpuNanoseconds = cpu,
        WorkingSetBytes = 100,
        MemoryBytes = 200,
        Processes = 2,
    }));
}
