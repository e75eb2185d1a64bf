using System.Collections.Immutable;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Rbac;

namespace Orchestrator.Gateway.Access.Bootstrap;

/// <summary>The roles and bindings that every cluster has, by Kubernetes' names.</summary>
internal static class DefaultRoles
{
    /// <summary>Whether the server may write such an object again; false is the operator's word against it.</summary>
    public const string AutoUpdate = "rbac.authorization.kubernetes.io/autoupdate";

    private const string Aggregate = "rbac.authorization.k8s.io/aggregate-to-";
    private static readonly ImmutableArray<string> Read = ["get", "list", "watch"];
    private static readonly ImmutableArray<string> Write = ["create", "delete", "deletecollection", "patch", "update"];

    /// <summary>The roles.</summary>
    public static ImmutableArray<ClusterRole> Roles { get; } =
    [
        Of("cluster-admin", On(["*"], ["*"], ["*"]), Paths(["*"], "*")),
        Of("system:discovery", Paths(["get"], "/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*", "/readyz", "/version", "/version/")),
        Of("system:public-info-viewer", Paths(["get"], "/healthz", "/livez", "/readyz", "/version", "/version/")),
        Of(
            "system:basic-user",
            On(["create"], ["authorization.k8s.io"], ["selfsubjectaccessreviews", "selfsubjectrulesreviews"]),
            On(["create"], ["authentication.k8s.io"], ["selfsubjectreviews"])),
        Of(
            "system:auth-delegator",
            On(["create"], ["authentication.k8s.io"], ["tokenreviews"]),
            On(["create"], ["authorization.k8s.io"], ["subjectaccessreviews"])),
        Gathered("admin"),
        Gathered("edit", "admin"),
        Gathered("view", "edit"),
        Of("system:aggregate-to-admin", On([.. Read, .. Write], [RbacGroup.Name], ["rolebindings", "roles"]), On(["create"], ["authorization.k8s.io"], ["localsubjectaccessreviews"]))
            with { Metadata = Named("system:aggregate-to-admin", $"{Aggregate}admin") },
        Of("system:aggregate-to-edit", EditRules()) with { Metadata = Named("system:aggregate-to-edit", $"{Aggregate}edit") },
        Of("system:aggregate-to-view", ViewRules()) with { Metadata = Named("system:aggregate-to-view", $"{Aggregate}view") },
    ];

    /// <summary>The bindings.</summary>
    public static ImmutableArray<ClusterRoleBinding> Bindings { get; } =
    [
        Bind("cluster-admin", KnownGroup.Masters),
        Bind("system:basic-user", KnownGroup.Authenticated),
        Bind("system:discovery", KnownGroup.Authenticated),
        Bind("system:public-info-viewer", KnownGroup.Authenticated, KnownGroup.Unauthenticated),
    ];

    private static PolicyRule[] EditRules() =>
    [
        On([.. Read], [""], ["pods/attach", "pods/exec", "pods/portforward", "pods/proxy", "secrets", "services/proxy"]),
        On(["impersonate"], [""], ["serviceaccounts"]),
        On([.. Write], [""], ["pods", "pods/attach", "pods/exec", "pods/portforward", "pods/proxy"]),
        On(["create"], [""], ["pods/eviction"]),
        On(
            [.. Write],
            [""],
            [
                "configmaps", "events", "persistentvolumeclaims", "replicationcontrollers", "replicationcontrollers/scale", "secrets", "serviceaccounts", "services",
                "services/proxy",
            ]),
        On(["create"], [""], ["serviceaccounts/token"]),
        On(
            [.. Write],
            ["apps"],
            [
                "daemonsets", "deployments", "deployments/rollback", "deployments/scale", "replicasets", "replicasets/scale", "statefulsets", "statefulsets/scale",
            ]),
        On([.. Write], ["autoscaling"], ["horizontalpodautoscalers"]),
        On([.. Write], ["batch"], ["cronjobs", "jobs"]),
        On([.. Write], ["policy"], ["poddisruptionbudgets"]),
        On([.. Write], ["networking.k8s.io"], ["ingresses", "networkpolicies"]),
        On([.. Read, .. Write], ["coordination.k8s.io"], ["leases"]),
    ];

    // Secrets are left out: who reads them can take the place of every service account of the namespace.
    private static PolicyRule[] ViewRules() =>
    [
        On(
            [.. Read],
            [""],
            [
                "bindings", "configmaps", "endpoints", "events", "limitranges", "namespaces", "namespaces/status", "persistentvolumeclaims",
                "persistentvolumeclaims/status", "pods", "pods/log", "pods/status", "replicationcontrollers", "replicationcontrollers/scale",
                "replicationcontrollers/status", "resourcequotas", "resourcequotas/status", "serviceaccounts", "services", "services/status",
            ]),
        On(
            [.. Read],
            ["apps"],
            [
                "controllerrevisions", "daemonsets", "daemonsets/status", "deployments", "deployments/scale", "deployments/status", "replicasets",
                "replicasets/scale", "replicasets/status", "statefulsets", "statefulsets/scale", "statefulsets/status",
            ]),
        On([.. Read], ["autoscaling"], ["horizontalpodautoscalers", "horizontalpodautoscalers/status"]),
        On([.. Read], ["batch"], ["cronjobs", "cronjobs/status", "jobs", "jobs/status"]),
        On([.. Read], ["discovery.k8s.io"], ["endpointslices"]),
        On([.. Read], ["events.k8s.io"], ["events"]),
        On([.. Read], ["networking.k8s.io"], ["ingresses", "ingresses/status", "networkpolicies"]),
        On([.. Read], ["policy"], ["poddisruptionbudgets", "poddisruptionbudgets/status"]),
    ];

    private static PolicyRule On(string[] verbs, string[] groups, string[] resources) => new() { Verbs = [.. verbs], ApiGroups = [.. groups], Resources = [.. resources] };

    private static PolicyRule Paths(string[] verbs, params string[] paths) => new() { Verbs = [.. verbs], NonResourceUrls = [.. paths] };

    private static ClusterRole Of(string name, params PolicyRule[] rules) => new() { Metadata = Named(name), Rules = [.. rules] };

    // What may be edited may be administered, and what may be viewed may be edited: each role is made from those of its label.
    private static ClusterRole Gathered(string name, string? into = null) => new()
    {
        Metadata = into is null ? Named(name) : Named(name, $"{Aggregate}{into}"),
        AggregationRule = new AggregationRule { ClusterRoleSelectors = [new LabelSelector { MatchLabels = StringMap.Of(($"{Aggregate}{name}", "true")) }] },
    };

    private static ClusterRoleBinding Bind(string role, params string[] groups) => new()
    {
        Metadata = Named(role),
        RoleRef = new RoleRef { ApiGroup = RbacGroup.Name, Kind = nameof(ClusterRole), Name = role },
        Subjects = [.. groups.Select(group => new Subject { Kind = SubjectKind.Group, ApiGroup = RbacGroup.Name, Name = group })],
    };

    private static ObjectMeta Named(string name, string? label = null) => new()
    {
        Name = name,
        Labels = label is null ? StringMap.Of(("kubernetes.io/bootstrapping", "rbac-defaults")) : StringMap.Of(("kubernetes.io/bootstrapping", "rbac-defaults"), (label, "true")),
        Annotations = StringMap.Of((AutoUpdate, "true")),
    };
}
