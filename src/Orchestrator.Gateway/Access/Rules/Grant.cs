using Orchestrator.Resources.Rbac;

namespace Orchestrator.Gateway.Access.Rules;

/// <summary>A role that somebody has.</summary>
/// <param name="Namespace">The namespace in which they have it; empty is everywhere.</param>
/// <param name="Role">The role.</param>
/// <param name="Reason">By what they have it, for people.</param>
internal sealed record Grant(string Namespace, RoleRef Role, string Reason);
