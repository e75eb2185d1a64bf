using Docker.DotNet.Models;

namespace Docker.DotNet;

/// <summary>What the engine and its machine are, and what happens on them.</summary>
public interface ISystemOperations
{
    /// <summary>Which engine it is and which API it speaks.</summary>
    Task<VersionResponse> GetVersionAsync(CancellationToken cancellationToken = default);

    /// <summary>Returns when the engine answers.</summary>
    Task PingAsync(CancellationToken cancellationToken = default);

    /// <summary>What the engine's machine has.</summary>
    Task<SystemInfoResponse> GetSystemInfoAsync(CancellationToken cancellationToken = default);

    /// <summary>Events as the engine writes them, a JSON document a line; returns when the stream is open.</summary>
    [Obsolete("Use 'Task MonitorEventsAsync(ContainerEventsParameters parameters, CancellationToken cancellationToken, IProgress<JSONMessage> progress)'")]
    Task<Stream> MonitorEventsAsync(ContainerEventsParameters parameters, CancellationToken cancellationToken);

    /// <summary>Reports events until cancelled, or until the engine goes away.</summary>
    Task MonitorEventsAsync(ContainerEventsParameters parameters, IProgress<Message> progress, CancellationToken cancellationToken = default);
}
