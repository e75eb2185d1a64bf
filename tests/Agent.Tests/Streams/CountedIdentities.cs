using Orchestrator.Contracts;

namespace Orchestrator.Agent.Tests.Streams;

/// <summary>Ids that a test can read.</summary>
internal sealed class CountedIdentities : IIdentities
{
    private int _count;

    public string NewUid() => $"id-{Interlocked.Increment(ref _count)}";

    public string NewSuffix(int length) => $"{Interlocked.Increment(ref _count)}".PadLeft(length, 'x');
}
