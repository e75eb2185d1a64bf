using System.Globalization;
using Orchestrator.Resources.Serialization;
using Orchestrator.Simulations.Kernel;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orchestrator.Simulations.Database;

/// <summary>One silo's way to the states, with the semantics of the relational provider: versions are checked, and rise with each write.</summary>
internal sealed class MemoryGrainStorage(MemoryDatabase database, SimulatedProcess silo) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var row = await database.CallAsync(silo, "read", () => database.States.Find(stateName, grainId.Key.ToString()!));
        grainState.ETag = row?.Version.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = row is { Payload.Length: > 0 };
        grainState.State = row is { Payload.Length: > 0 } ? ResourceJson.Deserialize<T>(row.Payload) : Activator.CreateInstance<T>();
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var (payload, state, expected) = (ResourceJson.SerializeToUtf8(grainState.State!), grainState.State, Expected(grainState));
        var version = await database.CallAsync(silo, "write", () => database.States.Write(stateName, grainId, expected, payload, state));
        grainState.ETag = version.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var expected = Expected(grainState);
        var version = await database.CallAsync(silo, "clear", () => database.States.Clear(stateName, grainId, expected));
        grainState.ETag = version.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = false;
        grainState.State = Activator.CreateInstance<T>();
    }

    private static int? Expected<T>(IGrainState<T> state) => state.ETag is null ? null : int.Parse(state.ETag, CultureInfo.InvariantCulture);
}
