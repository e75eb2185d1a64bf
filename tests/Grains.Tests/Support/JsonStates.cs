using Orchestrator.Resources.Serialization;
using Orleans.Storage;

namespace Orchestrator.Grains.Tests.Support;

/// <summary>Grain state as the product stores it.</summary>
public sealed class JsonStates : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(ResourceJson.SerializeToUtf8(input!));

    public T? Deserialize<T>(BinaryData input) => ResourceJson.Deserialize<T>(input.ToMemory().Span);
}
