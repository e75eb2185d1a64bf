namespace Orchestrator.Resources.Rbac;

/// <summary>The API group of roles and bindings.</summary>
public static class RbacGroup
{
    /// <summary>Its name.</summary>
    public const string Name = "rbac.authorization.k8s.io";
}
