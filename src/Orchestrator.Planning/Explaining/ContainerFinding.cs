namespace Orchestrator.Planning.Explaining;

/// <summary>What a container has to say about its pod.</summary>
/// <param name="Weight">How much it explains; 0 explains most.</param>
/// <param name="State">What the pod is by it.</param>
/// <param name="Cause">The cause.</param>
internal sealed record ContainerFinding(int Weight, PodState State, Cause Cause)
{
    /// <summary>It keeps the pod from working until somebody does something.</summary>
    public const int Broken = 0;

    /// <summary>It keeps the pod from being ready.</summary>
    public const int Unready = 1;

    /// <summary>It is on its way.</summary>
    public const int Underway = 2;

    /// <summary>It waits for another container, which explains more.</summary>
    public const int Behind = 3;
}
