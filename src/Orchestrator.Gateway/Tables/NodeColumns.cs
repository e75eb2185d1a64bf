using System.Collections.Immutable;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Tables;

/// <summary>The table of nodes.</summary>
internal sealed class NodeColumns : ITableColumns<Node>
{
    private const string RolePrefix = "node-role.kubernetes.io/";
    private const string RoleLabel = "kubernetes.io/role";
    private const string Unknown = "<unknown>";

    public ImmutableArray<TableColumn<Node>> Columns { get; } =
    [
        CommonColumns.Name<Node>(),
        new("Status", (node, _) => Status(node), "Whether the node is healthy, and whether it takes new pods."),
        new("Roles", (node, _) => CommonColumns.OrNone(Roles(node)), "The roles that the node's labels name."),
        CommonColumns.Age<Node>(),
        new("Version", (node, _) => node.Status.NodeInfo.KubeletVersion, "The version of the node's agent."),
        new("Internal-IP", (node, _) => Address(node, NodeAddressType.InternalIp), "The address within the cluster.") { Priority = 1 },
        new("External-IP", (node, _) => Address(node, NodeAddressType.ExternalIp), "The address outside of the cluster.") { Priority = 1 },
        new("OS-Image", (node, _) => OrUnknown(node.Status.NodeInfo.OsImage), "The distribution.") { Priority = 1 },
        new("Kernel-Version", (node, _) => OrUnknown(node.Status.NodeInfo.KernelVersion), "The version of the kernel.") { Priority = 1 },
        new("Container-Runtime", (node, _) => OrUnknown(node.Status.NodeInfo.ContainerRuntimeVersion), "The engine and its version.") { Priority = 1 },
    ];

    private static string Status(Node node)
    {
        var ready = node.Status.Conditions.FirstOrDefault(condition => condition.Type == NodeConditionType.Ready)?.Status;
        var health = ready switch { null => "Unknown", ConditionStatus.True => "Ready", _ => "NotReady" };
        return node.Spec.Unschedulable ? $"{health},SchedulingDisabled" : health;
    }

    private static string Roles(Node node)
    {
        var roles = node.Metadata.Labels
            .Select(label => label.Key.StartsWith(RolePrefix, StringComparison.Ordinal) ? label.Key[RolePrefix.Length..]
                : label.Key == RoleLabel ? label.Value
                : "")
            .Where(role => role.Length > 0);
        return string.Join(",", roles.Order(StringComparer.Ordinal).Distinct());
    }

    private static string Address(Node node, string type) =>
        CommonColumns.OrNone(node.Status.Addresses.FirstOrDefault(address => address.Type == type)?.Address);

    private static string OrUnknown(string text) => text.Length > 0 ? text : Unknown;
}
