namespace Docker.DotNet;

/// <summary>A client of one engine. It is safe to use from several threads.</summary>
public interface IDockerClient : IDisposable
{
    /// <summary>Where the engine is and how the client talks to it.</summary>
    DockerClientConfiguration Configuration { get; }

    /// <summary>How long a call whose answer is not a stream may take.</summary>
    TimeSpan DefaultTimeout { get; set; }

    /// <summary>Containers.</summary>
    IContainerOperations Containers { get; }

    /// <summary>Images.</summary>
    IImageOperations Images { get; }

    /// <summary>Networks.</summary>
    INetworkOperations Networks { get; }

    /// <summary>The engine and its machine.</summary>
    ISystemOperations System { get; }

    /// <summary>Processes in running containers.</summary>
    IExecOperations Exec { get; }
}
