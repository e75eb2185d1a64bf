using System.Collections.Immutable;

namespace Orchestrator.Contracts.Reading;

/// <summary>Reads the parts of grains' states, all at once and without the grains: of what a node has admitted there is one for each pod.</summary>
public interface IStatePartReader
{
    /// <summary>All parts of the states of that name, as last committed.</summary>
    /// <exception cref="StorageUnavailableException">PostgreSQL does not answer.</exception>
    Task<ImmutableArray<StoredPart>> ListAsync(string stateName, CancellationToken cancellationToken);
}
