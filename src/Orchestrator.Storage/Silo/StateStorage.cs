using System.Globalization;
using System.Runtime.CompilerServices;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orchestrator.Storage.Silo;

/// <summary>
/// The storage of grain states. Clearing is the provider's; reads and writes go together with those of other grains, and of a state that has parts only those are
/// written that changed. Its failures have their contract's name: <see cref="StorageUnavailableException"/> where PostgreSQL does not answer. That one gets from silo
/// to silo, which a driver's exceptions do not. Grains and their callers see it inside an <see cref="OrleansException"/>.
/// </summary>
internal sealed class StateStorage(IGrainStorage inner, IGrainStorageSerializer serializer, StateReadQueue reads, StateWriteQueue writes) : IGrainStorage
{
    // What is known to be stored of states with parts, by what an activation holds its state in. It is a help only: without it, or where it is of another version, all is written.
    private readonly ConditionalWeakTable<object, StoredParts> _stored = [];

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => PostgresFaults.TranslateAsync(async () =>
    {
        var stored = await reads.ReadAsync(stateName, grainId.Key.ToString()!);
        grainState.State = stored.Payload is null ? Activator.CreateInstance<T>() : serializer.Deserialize<T>(new BinaryData(stored.Payload));
        grainState.ETag = stored.Version?.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = stored.Payload is not null;
        if (grainState is { RecordExists: true, State: IPartedState state })
        {
            var parts = PartsJson.Read(stored.Parts, state.PartType);
            if (!parts.IsEmpty)
            {
                grainState.State = (T)state.WithParts(parts);
            }

            // A state that was stored before there were such rows has its parts in itself. With the next write they get theirs.
            _stored.AddOrUpdate(grainState, new StoredParts(grainState.ETag, null, parts));
        }
    });

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => PostgresFaults.TranslateAsync(async () =>
    {
        var version = grainState.ETag is { } etag ? int.Parse(etag, CultureInfo.InvariantCulture) : (int?)null;
        var write = new StateWrite { Name = stateName, Key = grainId.Key.ToString()!, Version = version };
        var stored = (StoredParts?)null;
        if (grainState.State is IPartedState state)
        {
            (write, stored) = PartsJson.Split(write, state, main => serializer.Serialize((T)main).ToArray(), Known(grainState));
        }
        else
        {
            write = write with { Payload = serializer.Serialize(grainState.State).ToArray() };
        }

        var written = await writes.WriteAsync(write) ?? throw new InconsistentStateException(
            $"Version conflict (WriteState): the state \"{stateName}\" of {grainId} was written since version {grainState.ETag ?? "none"}.", "unknown", grainState.ETag ?? "none");
        grainState.ETag = written.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
        if (stored is not null)
        {
            _stored.AddOrUpdate(grainState, stored with { ETag = grainState.ETag });
        }
    });

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _stored.Remove(grainState);
        return PostgresFaults.TranslateAsync(() => inner.ClearStateAsync(stateName, grainId, grainState));
    }

    private StoredParts? Known<T>(IGrainState<T> grainState) =>
        _stored.TryGetValue(grainState, out var known) && known.ETag is not null && known.ETag == grainState.ETag ? known : null;
}
