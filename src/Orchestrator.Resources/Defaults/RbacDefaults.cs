using System.Collections.Immutable;
using Orchestrator.Resources.Rbac;

namespace Orchestrator.Resources.Defaults;

/// <summary>What a binding's document leaves to the server: the groups of what it names.</summary>
internal static class RbacDefaults
{
    public static ImmutableArray<Subject> Of(ImmutableArray<Subject> subjects) => [.. subjects.Select(subject =>
        string.IsNullOrEmpty(subject.ApiGroup) && (subject.Kind is SubjectKind.User or SubjectKind.Group)
            ? subject with { ApiGroup = RbacGroup.Name }
            : subject)];

    public static RoleRef Of(RoleRef role) => role.ApiGroup.Length == 0 ? role with { ApiGroup = RbacGroup.Name } : role;
}
