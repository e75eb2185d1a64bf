namespace Docker.DotNet.Models;

/// <summary>Whether the engine itself starts a container again.</summary>
public class RestartPolicy
{
    public RestartPolicyKind Name { get; set; }

    public long MaximumRetryCount { get; set; }
}
