namespace Orchestrator.Planning.Containers;

/// <summary>What a container is in its pod.</summary>
public enum ContainerRole
{
    /// <summary>It runs to its end before the next one's turn.</summary>
    Init,

    /// <summary>An init container that stays: its turn is over when it has started, and it ends after the ordinary containers.</summary>
    Sidecar,

    /// <summary>An ordinary container: all of them start together, after the others, and the pod is over when they are.</summary>
    Container,
}
