using Orchestrator.Contracts.Reading;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orchestrator.Storage.Silo;

/// <summary>
/// The storage of grain states, with its failures under their contract's name: <see cref="StorageUnavailableException"/> where PostgreSQL does not answer. That
/// one gets from silo to silo, which a driver's exceptions do not. Grains and their callers see it inside an <see cref="OrleansException"/>.
/// </summary>
internal sealed class StateStorage(IGrainStorage inner) : IGrainStorage
{
    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        PostgresFaults.TranslateAsync(() => inner.ReadStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        PostgresFaults.TranslateAsync(() => inner.WriteStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        PostgresFaults.TranslateAsync(() => inner.ClearStateAsync(stateName, grainId, grainState));
}
