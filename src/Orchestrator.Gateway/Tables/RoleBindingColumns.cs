using System.Collections.Immutable;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Rbac;

namespace Orchestrator.Gateway.Tables;

/// <summary>The table of bindings, of both sorts.</summary>
internal sealed class RoleBindingColumns<T> : ITableColumns<T>
    where T : IResource, IRoleBinding
{
    public ImmutableArray<TableColumn<T>> Columns { get; } =
    [
        CommonColumns.Name<T>(),
        new("Role", (binding, _) => $"{binding.RoleRef.Kind}/{binding.RoleRef.Name}", "The role that it gives."),
        CommonColumns.Age<T>(),
        Subjects("Users", SubjectKind.User),
        Subjects("Groups", SubjectKind.Group),
        Subjects("ServiceAccounts", SubjectKind.ServiceAccount),
    ];

    private static TableColumn<T> Subjects(string title, string kind) => new(
        title,
        (binding, _) => string.Join(", ", binding.Subjects.Where(subject => subject.Kind == kind)
            .Select(subject => kind == SubjectKind.ServiceAccount ? $"{subject.Namespace}/{subject.Name}" : subject.Name)),
        "Who gets it.") { Priority = 1 };
}
