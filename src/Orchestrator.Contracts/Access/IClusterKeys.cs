using Orchestrator.Contracts.Reading;

namespace Orchestrator.Contracts.Access;

/// <summary>Keys that all processes of a cluster share. They are made once, and kept encrypted as the values of Secrets are.</summary>
public interface IClusterKeys
{
    /// <summary>The key of this name. Where there is none yet it is made; of several that are made at once, one is kept and everybody gets that.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="make">Makes it, as text.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="SealedValueException">This process does not have the key for Secrets.</exception>
    /// <exception cref="StorageUnavailableException">The database does not answer, or was not set up yet.</exception>
    Task<string> GetOrMakeAsync(string name, Func<string> make, CancellationToken cancellationToken);
}
