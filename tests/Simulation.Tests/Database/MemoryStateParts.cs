using System.Collections.Immutable;
using System.Text.Json;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Resources.Serialization;
using Orchestrator.Simulations.Kernel;

namespace Orchestrator.Simulations.Database;

/// <summary>One process' way to the parts of states.</summary>
internal sealed class MemoryStateParts(MemoryDatabase database, SimulatedProcess process) : IStatePartReader
{
    public Task<ImmutableArray<StoredPart>> ListAsync(string stateName, CancellationToken cancellationToken) => database.CallAsync(process, "list", () => database.States
        .OfName(stateName)
        .Where(stored => stored.State is IPartedState)
        .SelectMany(stored => ((IPartedState)stored.State!).Parts.Select(part => new StoredPart(stored.Key, Json(part))))
        .ToImmutableArray());

    private static byte[] Json(IStatePart part) => JsonSerializer.SerializeToUtf8Bytes(part, part.GetType(), ResourceJson.Options);
}
