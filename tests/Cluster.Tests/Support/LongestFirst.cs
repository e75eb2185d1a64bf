using Orchestrator.Cluster.Tests.Exits;
using Orchestrator.Cluster.Tests.Failures;
using Orchestrator.Cluster.Tests.Machines;
using Orchestrator.Cluster.Tests.Operations;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Orchestrator.Cluster.Tests.Support.LongestFirst", "Cluster.Tests")]

namespace Orchestrator.Cluster.Tests.Support;

/// <summary>Begins with those that take longest, most of it waiting: at the end nothing would run beside them.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest = [MachineCollection.Name, .. new[] { typeof(WrongSettingTests), typeof(FrozenEngineTests), typeof(RollingRestartTests) }.Select(type => type.FullName!)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Array.FindIndex(Longest, name => collection.DisplayName.EndsWith(name, StringComparison.Ordinal)) is >= 0 and var place ? place : Longest.Length);
}
