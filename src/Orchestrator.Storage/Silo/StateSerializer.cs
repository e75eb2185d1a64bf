using Orchestrator.Resources.Serialization;
using Orleans.Storage;

namespace Orchestrator.Storage.Silo;

/// <summary>Grain state as JSON, which the database projects for lists and watches.</summary>
internal sealed class StateSerializer : IGrainStorageSerializer
{
    /// <inheritdoc/>
    public BinaryData Serialize<T>(T? input) => new(ResourceJson.SerializeToUtf8(input!));

    /// <inheritdoc/>
    public T? Deserialize<T>(BinaryData input) => ResourceJson.Deserialize<T>(input.ToMemory().Span);
}
