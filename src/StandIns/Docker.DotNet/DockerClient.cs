using Docker.DotNet.Http;
using Docker.DotNet.Operations;

namespace Docker.DotNet;

/// <summary>A client of one engine, over HTTP on a Unix socket or on TCP, with pooled connections.</summary>
public sealed class DockerClient : IDockerClient
{
    private readonly EngineTransport _transport;

    internal DockerClient(DockerClientConfiguration configuration, Version? requestedApiVersion)
    {
        Configuration = configuration;
        _transport = new EngineTransport(configuration, requestedApiVersion);
        Containers = new ContainerOperations(_transport);
        Images = new ImageOperations(_transport);
        Networks = new NetworkOperations(_transport);
        System = new SystemOperations(_transport);
        Exec = new ExecOperations(_transport);
    }

    /// <inheritdoc />
    public DockerClientConfiguration Configuration { get; }

    /// <inheritdoc />
    public TimeSpan DefaultTimeout
    {
        get => _transport.DefaultTimeout;
        set => _transport.DefaultTimeout = value;
    }

    /// <inheritdoc />
    public IContainerOperations Containers { get; }

    /// <inheritdoc />
    public IImageOperations Images { get; }

    /// <inheritdoc />
    public INetworkOperations Networks { get; }

    /// <inheritdoc />
    public ISystemOperations System { get; }

    /// <inheritdoc />
    public IExecOperations Exec { get; }

    /// <inheritdoc />
    public void Dispose()
    {
        Configuration.Dispose();
        _transport.Dispose();
    }
}
