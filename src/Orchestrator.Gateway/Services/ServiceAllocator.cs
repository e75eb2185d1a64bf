using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Orchestrator.Contracts;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Gateway.Services;

/// <summary>
/// Chooses addresses and ports of nodes for Services, and refuses what cannot be given, with Kubernetes' messages. Each Service begins to look at a place of its own,
/// so that two that come at once seldom choose the same; whether they did, the database says.
/// </summary>
/// <param name="addresses">The addresses that there are.</param>
/// <param name="ports">The ports that there are.</param>
internal sealed class ServiceAllocator(AddressRange addresses, PortRange ports)
{
    private const string SingleStack = "SingleStack";
    private const string OnlyFamily = "IPv4";
    private const uint HashBasis = 2166136261;
    private const uint HashPrime = 16777619;

    /// <summary>The claim of an address.</summary>
    public static string ClaimOf(string address) => $"ip {address}";

    /// <summary>The claim of a port.</summary>
    public static string ClaimOf(int port) => string.Create(CultureInfo.InvariantCulture, $"port {port}");

    /// <summary>What a Service gets.</summary>
    /// <param name="service">The Service to be.</param>
    /// <param name="previous">The one that it replaces, which keeps what it has; null where it is new.</param>
    /// <param name="taken">The claims of all Services.</param>
    public Allocation Allocate(Service service, ServiceSpec? previous, IReadOnlySet<string> taken)
    {
        var chosen = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var start = Hash($"{service.Metadata.Namespace}/{service.Metadata.Name}");
        var spec = WithAddress(service.Metadata.Name, service.Spec, previous, start, taken, chosen);
        return new Allocation(WithPorts(service.Metadata.Name, spec, previous, start, taken, chosen), chosen.ToImmutable());
    }

    /// <summary>422: another Service has what this one asks for.</summary>
    public static ApiException Taken(Service service, string claim)
    {
        for (var index = 0; index < service.Spec.Ports.Length; index++)
        {
            var port = service.Spec.Ports[index].NodePort;
            if (ClaimOf(port) == claim)
            {
                return Invalid(service.Metadata.Name, string.Create(CultureInfo.InvariantCulture, $"spec.ports[{index}].nodePort"), $"{port}", "provided port is already allocated");
            }
        }

        var address = service.Spec.ClusterIP ?? "";
        return Invalid(service.Metadata.Name, "spec.clusterIPs", $"[\"{address}\"]", $"failed to allocate IP {address}: provided IP is already allocated");
    }

    private ServiceSpec WithAddress(
        string name, ServiceSpec spec, ServiceSpec? previous, uint start, IReadOnlySet<string> taken, ImmutableHashSet<string>.Builder chosen)
    {
        if (spec.Type == ServiceType.ExternalName)
        {
            return spec;
        }

        if (spec.ClusterIPs.Length > 1 || spec.IpFamilies.Any(family => family != OnlyFamily) || spec.IpFamilyPolicy == "RequireDualStack")
        {
            throw Invalid(name, "spec.ipFamilyPolicy", $"\"{spec.IpFamilyPolicy ?? "RequireDualStack"}\"", "this cluster is not configured for dual-stack services; Services have one IPv4 address");
        }

        var asked = spec.ClusterIP is { Length: > 0 } one ? one : spec.ClusterIPs.FirstOrDefault();
        if (asked is not null && !spec.ClusterIPs.IsEmpty && spec.ClusterIPs[0] != asked)
        {
            throw Invalid(name, "spec.clusterIPs[0]", $"\"{spec.ClusterIPs[0]}\"", "element [0] must match clusterIP");
        }

        var before = previous?.ClusterIP is { Length: > 0 } had ? had : null;
        if (before is not null && asked is not null && asked != before)
        {
            throw Invalid(name, "spec.clusterIPs[0]", $"[\"{asked}\"]", "may not change once set");
        }

        var address = asked ?? before ?? Choose(name, "spec.clusterIPs", addresses.Count, start, addresses.At, ClaimOf, taken, chosen);
        RequireInRange(name, address, before);
        return spec with { ClusterIP = address, ClusterIPs = [address], IpFamilies = [OnlyFamily], IpFamilyPolicy = spec.IpFamilyPolicy ?? SingleStack };
    }

    private void RequireInRange(string name, string address, string? before)
    {
        if (address != ServiceSpec.Headless && address != before && !(IPAddress.TryParse(address, out var parsed) && addresses.Has(parsed)))
        {
            throw Invalid(
                name,
                "spec.clusterIPs",
                $"[\"{address}\"]",
                $"failed to allocate IP {address}: the provided IP ({address}) is not in the valid range. The range of valid IPs is {addresses.Text}");
        }
    }

    private ServiceSpec WithPorts(
        string name, ServiceSpec spec, ServiceSpec? previous, uint start, IReadOnlySet<string> taken, ImmutableHashSet<string>.Builder chosen)
    {
        var needsPorts = spec.Type == ServiceType.NodePort || (spec.Type == ServiceType.LoadBalancer && spec.AllocateLoadBalancerNodePorts != false);
        var given = ImmutableArray.CreateBuilder<ServicePort>(spec.Ports.Length);
        for (var index = 0; index < spec.Ports.Length; index++)
        {
            var port = spec.Ports[index];
            var path = string.Create(CultureInfo.InvariantCulture, $"spec.ports[{index}].nodePort");
            var before = previous?.Ports.FirstOrDefault(other => other.Port == port.Port && other.Protocol == port.Protocol)?.NodePort ?? 0;
            if (port.NodePort > 0 && port.NodePort != before && !ports.Has(port.NodePort))
            {
                throw Invalid(name, path, $"{port.NodePort}", $"provided port is not in the valid range. The range of valid ports is {ports.Text}");
            }

            given.Add(port.NodePort > 0 || !needsPorts ? port
                : port with { NodePort = before > 0 ? before : Choose(name, path, ports.Count, start + (uint)index, place => ports.First + (int)place, ClaimOf, taken, chosen) });
        }

        return spec with { Ports = given.MoveToImmutable() };
    }

    private static T Choose<T>(
        string name, string path, uint count, uint start, Func<uint, T> at, Func<T, string> claimOf, IReadOnlySet<string> taken, ImmutableHashSet<string>.Builder chosen)
    {
        for (uint step = 0; step < count; step++)
        {
            var candidate = at((start % count + step) % count);
            var claim = claimOf(candidate);
            if (!taken.Contains(claim) && chosen.Add(claim))
            {
                return candidate;
            }
        }

        throw ApiErrors.Of(500, "InternalError", $"Internal error occurred: {path} of Service \"{name}\" could not be allocated: range is full", null);
    }

    private static ApiException Invalid(string name, string field, string value, string why) => ApiErrors.Invalid("", "Service", name, [new StatusCause
    {
        Reason = FieldErrorReason.Invalid,
        Field = field,
        Message = $"Invalid value: {value}: {why}",
    }]);

    private static uint Hash(string text) => text.Aggregate(HashBasis, (hash, letter) => unchecked((hash ^ letter) * HashPrime));
}
