using System.Globalization;
using Orchestrator.Hostile.Tests.Support;
using Xunit.Abstractions;

namespace Orchestrator.Hostile.Tests.Requests;

/// <summary>Requests that are nearly right, by the thousand: bodies in every form, paths, headers, selectors and patches of all types.</summary>
[Collection(HostileCollection.Name)]
public sealed class RequestTests(HostileCluster hostile, ITestOutputHelper output)
{
    private const int WarmUp = 500;
    private const int ShownMax = 5;
    private const double GrownMegabytesMax = 250;
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Whole = TimeSpan.FromHours(2);

    [Fact]
    public async Task Mutated_requests_are_answered_and_nothing_hangs_grows_or_breaks()
    {
        var attack = new Attack(hostile.Cluster.Address, Volume.Seed);
        await attack.RunAsync(Volume.From, WarmUp, Whole);
        var before = ProcessMemory.ResidentMegabytes(hostile.Cluster.Orc.Id);
        await attack.RunAsync(Volume.From + WarmUp, (Volume.Requests ?? int.MaxValue / 2) - WarmUp, Volume.Requests is null ? Slice : Whole);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {Volume.Seed}: {attack.Sent} requests, {attack.Codes}; {before:0} MB before, {ProcessMemory.ResidentMegabytes(hostile.Cluster.Orc.Id):0} MB after"));
        Assert.True(attack.Faults.Count == 0, $"{attack.Faults.Count} of {attack.Sent}\n{string.Join("\n\n", attack.Faults.Take(ShownMax))}");
        await hostile.RequireWellAsync();
        await hostile.Cluster.EventuallyAsync(
            () => Task.FromResult(ProcessMemory.ResidentMegabytes(hostile.Cluster.Orc.Id) - before < GrownMegabytesMax),
            string.Create(CultureInfo.InvariantCulture, $"orc's memory is {GrownMegabytesMax} MB more than {before:0} MB at most (seed {Volume.Seed})"));
    }
}
