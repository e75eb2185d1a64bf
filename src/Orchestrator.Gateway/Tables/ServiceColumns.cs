using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Resources.Core;

namespace Orchestrator.Gateway.Tables;

/// <summary>The table of Services.</summary>
internal sealed class ServiceColumns : ITableColumns<Service>
{
    public ImmutableArray<TableColumn<Service>> Columns { get; } =
    [
        CommonColumns.Name<Service>(),
        new("Type", (service, _) => service.Spec.Type ?? "", "How it is reached."),
        new("Cluster-IP", (service, _) => CommonColumns.OrNone(service.Spec.ClusterIP), "Its address within the cluster."),
        new("External-IP", (service, _) => External(service), "Its addresses outside of the cluster."),
        new("Port(s)", (service, _) => CommonColumns.OrNone(string.Join(",", service.Spec.Ports.Select(Port))), "Its ports, and those of nodes."),
        CommonColumns.Age<Service>(),
        new("Selector", (service, _) => CommonColumns.OrNone(string.Join(",", service.Spec.Selector.Select(label => $"{label.Key}={label.Value}"))), "Which pods it stands for.") { Priority = 1 },
    ];

    private static string External(Service service) => service.Spec.Type switch
    {
        ServiceType.ExternalName => service.Spec.ExternalName ?? "",
        ServiceType.LoadBalancer => Join(Balanced(service).Concat(service.Spec.ExternalIPs)) is { Length: > 0 } addresses ? addresses : "<pending>",
        _ => CommonColumns.OrNone(Join(service.Spec.ExternalIPs)),
    };

    private static IEnumerable<string> Balanced(Service service) => service.Status.LoadBalancer.Ingress.Select(point => point.Ip ?? point.Hostname ?? "");

    private static string Join(IEnumerable<string> addresses) => string.Join(",", addresses);

    private static string Port(ServicePort port) => port.NodePort > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{port.Port}:{port.NodePort}/{port.Protocol}")
        : string.Create(CultureInfo.InvariantCulture, $"{port.Port}/{port.Protocol}");
}
