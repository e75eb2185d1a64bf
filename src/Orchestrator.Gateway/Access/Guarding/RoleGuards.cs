using Orchestrator.Resources.Description;
using Orchestrator.Resources.Rbac;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Access.Guarding;

/// <summary>Looks at roles and bindings before they are written. What gives no more than before, such as another label, is let through.</summary>
internal sealed class RoleGuards(EscalationCheck check) : IWriteGuard<Role>, IWriteGuard<ClusterRole>, IWriteGuard<RoleBinding>, IWriteGuard<ClusterRoleBinding>
{
    public async Task RequireAsync(Role next, Role? previous, CancellationToken cancellationToken)
    {
        if (previous is null || !ResourceJson.SameContent(next.Rules, previous.Rules))
        {
            await check.RequireRulesAsync(ResourceKinds.Of<Role>(), next.Metadata.Namespace, next.Metadata.Name, next.Rules, cancellationToken);
        }
    }

    public async Task RequireAsync(ClusterRole next, ClusterRole? previous, CancellationToken cancellationToken)
    {
        var kind = ResourceKinds.Of<ClusterRole>();
        if (previous is null || !ResourceJson.SameContent(next.Rules, previous.Rules))
        {
            await check.RequireRulesAsync(kind, "", next.Metadata.Name, next.Rules, cancellationToken);
        }

        if (next.AggregationRule is not null && (previous?.AggregationRule is null || !ResourceJson.SameContent(next.AggregationRule, previous.AggregationRule)))
        {
            await check.RequireAllAsync(kind, next.Metadata.Name, cancellationToken);
        }
    }

    public Task RequireAsync(RoleBinding next, RoleBinding? previous, CancellationToken cancellationToken) =>
        RequireAsync(ResourceKinds.Of<RoleBinding>(), next, previous, cancellationToken);

    public Task RequireAsync(ClusterRoleBinding next, ClusterRoleBinding? previous, CancellationToken cancellationToken) =>
        RequireAsync(ResourceKinds.Of<ClusterRoleBinding>(), next, previous, cancellationToken);

    private async Task RequireAsync(KindDescription kind, IRoleBinding next, IRoleBinding? previous, CancellationToken cancellationToken)
    {
        if (previous is null || next.RoleRef != previous.RoleRef || !ResourceJson.SameContent(next.Subjects, previous.Subjects))
        {
            await check.RequireBindAsync(kind, next, cancellationToken);
        }
    }
}
