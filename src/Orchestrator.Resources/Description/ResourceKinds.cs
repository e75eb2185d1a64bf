using System.Collections.Immutable;
using System.Reflection;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Coordination;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.CustomResources;
using Orchestrator.Resources.Discovery;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Policy;
using Orchestrator.Resources.Rbac;
using Orchestrator.Resources.Scheduling;

namespace Orchestrator.Resources.Description;

/// <summary>The kinds that are served.</summary>
public static class ResourceKinds
{
    private static readonly Type[] Types =
    [
        typeof(Namespace),
        typeof(Node),
        typeof(Pod),
        typeof(ConfigMap),
        typeof(Secret),
        typeof(Event),
        typeof(ServiceAccount),
        typeof(Service),
        typeof(Endpoints),
        typeof(LimitRange),
        typeof(ResourceQuota),
        typeof(ControllerRevision),
        typeof(ReplicaSet),
        typeof(Deployment),
        typeof(Lease),
        typeof(EndpointSlice),
        typeof(Events.Event),
        typeof(PodDisruptionBudget),
        typeof(Role),
        typeof(ClusterRole),
        typeof(RoleBinding),
        typeof(ClusterRoleBinding),
        typeof(PriorityClass),
        typeof(CustomResourceDefinition),
    ];

    /// <summary>All kinds, the core group first.</summary>
    public static ImmutableArray<KindDescription> All { get; } = [.. Types.Select(Describe)];

    /// <summary>The kind of this record.</summary>
    public static KindDescription Of<T>()
        where T : IResource => All.First(kind => kind.Type == typeof(T));

    /// <summary>How objects of the kind of this record are read, judged and written.</summary>
    public static RecordModel<T> ModelOf<T>()
        where T : class, IResource<T>, new() => new(Of<T>());

    /// <summary>The kind under this path, or null.</summary>
    public static KindDescription? Find(string group, string version, string plural) =>
        All.FirstOrDefault(kind => kind.Group == group && kind.Version == version && kind.Plural == plural);

    /// <summary>The kind that a document names, or null.</summary>
    public static KindDescription? FindByKind(string apiVersion, string kind) =>
        All.FirstOrDefault(candidate => candidate.ApiVersion == apiVersion && candidate.Kind == kind);

    /// <summary>The kind that a person means by a plural, singular, short or qualified name, or null.</summary>
    public static KindDescription? FindByName(string name) => All.FirstOrDefault(kind =>
        string.Equals(name, kind.Plural, StringComparison.OrdinalIgnoreCase)
        || string.Equals(name, kind.Singular, StringComparison.OrdinalIgnoreCase)
        || string.Equals(name, kind.QualifiedPlural, StringComparison.OrdinalIgnoreCase)
        || kind.ShortNames.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static KindDescription Describe(Type type)
    {
        var kind = type.GetCustomAttribute<KindAttribute>() ?? throw new InvalidOperationException($"{type} is not described as a kind");
        ImmutableArray<string> always = kind.Namespaced ? ["metadata.name", "metadata.namespace"] : ["metadata.name"];
        return new KindDescription
        {
            Group = kind.Group,
            Version = kind.Version,
            Kind = kind.Kind,
            Plural = kind.Plural,
            Singular = kind.Kind.ToLowerInvariant(),
            Description = kind.Description,
            ShortNames = [.. kind.ShortNames],
            Categories = [.. kind.Categories],
            Namespaced = kind.Namespaced,
            HasStatus = kind.HasStatus,
            ClientsWriteStatus = kind.ClientsWriteStatus,
            CountsGeneration = kind.CountsGeneration,
            NameFormat = kind.NameFormat,
            Verbs = kind.Verbs,
            SelectableFields = [.. always, .. kind.SelectableFields],
            Type = type,
        };
    }
}
