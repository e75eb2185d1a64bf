namespace Orchestrator.Resources.CustomResources;

/// <summary>The aspects of a definition that its status tells of, in Kubernetes' words.</summary>
public static class CustomResourceConditionType
{
    /// <summary>No other kind of the group has one of the names.</summary>
    public const string NamesAccepted = "NamesAccepted";

    /// <summary>Every gateway serves the kind.</summary>
    public const string Established = "Established";

    /// <summary>The definition is being deleted, with all objects of its kind.</summary>
    public const string Terminating = "Terminating";
}
