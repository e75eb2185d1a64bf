using System.Collections.Concurrent;

namespace StandIns.Tests.Silos;

/// <summary>What grains tell of their lives.</summary>
public sealed class LifeJournal
{
    public ConcurrentDictionary<string, string> Ended { get; } = new();
}
