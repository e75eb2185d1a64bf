using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A storage for grain states; found as a service keyed by its name.</summary>
public interface IGrainStorage
{
    /// <summary>Reads the stored state into <paramref name="grainState"/>.</summary>
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Writes the state if the stored version is still the one given, and takes the new version.</summary>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Clears the stored state if its version is still the one given.</summary>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);
}
