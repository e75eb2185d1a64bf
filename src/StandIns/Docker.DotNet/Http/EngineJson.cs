using System.Text.Json.Serialization;
using Docker.DotNet.Models;

namespace Docker.DotNet.Http;

/// <summary>The JSON that goes to the engine and comes from it.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EngineTimeConverter), typeof(RestartPolicyKindConverter)])]
[JsonSerializable(typeof(IDictionary<string, IDictionary<string, bool>>))]
[JsonSerializable(typeof(ContainerListResponse[]))]
[JsonSerializable(typeof(CreateContainerParameters))]
[JsonSerializable(typeof(CreateContainerResponse))]
[JsonSerializable(typeof(ContainerInspectResponse))]
[JsonSerializable(typeof(ContainerStatsResponse))]
[JsonSerializable(typeof(ContainerWaitResponse))]
[JsonSerializable(typeof(ContainerPathStatResponse))]
[JsonSerializable(typeof(ContainerExecCreateParameters))]
[JsonSerializable(typeof(ContainerExecCreateResponse))]
[JsonSerializable(typeof(ContainerExecStartParameters))]
[JsonSerializable(typeof(ContainerExecInspectResponse))]
[JsonSerializable(typeof(ImagesListResponse[]))]
[JsonSerializable(typeof(ImageInspectResponse))]
[JsonSerializable(typeof(Dictionary<string, string>[]))]
[JsonSerializable(typeof(JSONMessage))]
[JsonSerializable(typeof(AuthConfig))]
[JsonSerializable(typeof(NetworkResponse[]))]
[JsonSerializable(typeof(NetworksCreateParameters))]
[JsonSerializable(typeof(NetworksCreateResponse))]
[JsonSerializable(typeof(NetworkConnectParameters))]
[JsonSerializable(typeof(NetworkDisconnectParameters))]
[JsonSerializable(typeof(VersionResponse))]
[JsonSerializable(typeof(SystemInfoResponse))]
[JsonSerializable(typeof(Message))]
internal sealed partial class EngineJson : JsonSerializerContext;
