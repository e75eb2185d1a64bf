namespace Orchestrator.Resources.CustomResources;

/// <summary>Where objects of a kind live.</summary>
public static class CustomResourceScope
{
    /// <summary>In the whole cluster.</summary>
    public const string Cluster = "Cluster";

    /// <summary>In a namespace.</summary>
    public const string Namespaced = "Namespaced";
}
