using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A port that an agent listens on.</summary>
public sealed record DaemonEndpoint
{
    [Field(1, "The port.", Name = "Port", Always = true)]
    public int Port { get; init; }
}
