using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A call of gRPC's health service in a container.</summary>
public sealed record GrpcAction
{
    [Field(1, "The port.", Always = true, Minimum = 1, Maximum = 65535)]
    public int Port { get; init; }

    [Field(2, "The service that is asked about; empty is the server as a whole.", Always = true)]
    public string Service { get; init; } = "";
}
