using System.Globalization;
using Orchestrator.Contracts;

namespace Gateway.Tests.Fixtures;

/// <summary>Suffixes in a given order, and counted uids.</summary>
public sealed class ScriptedIds : IIdentities
{
    private int _uids;

    public Queue<string> Suffixes { get; } = new();

    public string NewUid() => string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{Interlocked.Increment(ref _uids):D12}");

    public string NewSuffix(int length) => Suffixes.Count > 1 ? Suffixes.Dequeue() : Suffixes.Peek();
}
