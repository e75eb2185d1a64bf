namespace Orchestrator.Agent.Probes.Probers;

/// <summary>How a container is asked.</summary>
internal enum ProbeMechanism
{
    /// <summary>An HTTP request.</summary>
    Http,

    /// <summary>A TCP connection.</summary>
    Tcp,

    /// <summary>A call of gRPC's health service.</summary>
    Grpc,

    /// <summary>A command in the container.</summary>
    Exec,
}
