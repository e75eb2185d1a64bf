namespace Orchestrator.Planning.Deployments;

/// <summary>Labels that a deployment sets.</summary>
public static class DeploymentLabel
{
    /// <summary>On replica sets and pods: the hash of their template.</summary>
    public const string TemplateHash = "pod-template-hash";
}
