namespace Docker.DotNet.Models;

/// <summary>When the engine itself starts a container again.</summary>
public enum RestartPolicyKind
{
    Undefined,
    No,
    Always,
    OnFailure,
    UnlessStopped,
}
