namespace Orchestrator.Agent.Pods;

/// <summary>Where in the network a run of a container is.</summary>
public sealed record RunPlace
{
    /// <summary>Id of the sandbox that it joins; empty where it has its own network.</summary>
    public string SandboxId { get; init; } = "";

    /// <summary>The node's network; null where the pod has the machine's own.</summary>
    public string? Network { get; init; }

    /// <summary>The pod's address on that network; null where the pod has the machine's own.</summary>
    public string? Address { get; init; }
}
