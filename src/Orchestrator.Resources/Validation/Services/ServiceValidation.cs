using System.Globalization;
using System.Net;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Validation.Services;

/// <summary>Rules for Services.</summary>
internal static class ServiceValidation
{
    private const int PortMax = 65535;

    public static void Validate(ServiceSpec spec, FieldErrors errors)
    {
        MetadataValidation.ValidateLabels(spec.Selector, "spec.selector", errors);
        ValidateAddresses(spec, errors);
        ValidatePorts(spec, errors);
        if (spec.Type == ServiceType.ExternalName)
        {
            ValidateExternalName(spec, errors);
        }

        if (spec is { SessionAffinity: ServiceSessionAffinity.None, SessionAffinityConfig: not null })
        {
            errors.Forbidden("spec.sessionAffinityConfig", "must not be set when session affinity is None");
        }

        var isExternal = spec.Type is ServiceType.NodePort or ServiceType.LoadBalancer || !spec.ExternalIPs.IsEmpty;
        if (spec.ExternalTrafficPolicy is { } policy && !isExternal)
        {
            errors.Invalid("spec.externalTrafficPolicy", policy, "may only be set for externally-accessible services");
        }
    }

    private static void ValidateExternalName(ServiceSpec spec, FieldErrors errors)
    {
        if (spec.ClusterIP is { Length: > 0 })
        {
            errors.Forbidden("spec.clusterIP", "may not be set for ExternalName services");
        }

        if (string.IsNullOrEmpty(spec.ExternalName))
        {
            errors.Required("spec.externalName");
        }
        else
        {
            errors.InvalidAll("spec.externalName", spec.ExternalName, TextRules.Faults(TextFormat.DnsSubdomain, spec.ExternalName.TrimEnd('.')));
        }
    }

    private static void ValidateAddresses(ServiceSpec spec, FieldErrors errors)
    {
        if (spec.ClusterIP is { Length: > 0 } address && address != ServiceSpec.Headless)
        {
            errors.InvalidAll("spec.clusterIP", address, TextRules.Faults(TextFormat.IpAddress, address));
        }

        for (var index = 0; index < spec.ExternalIPs.Length; index++)
        {
            errors.InvalidAll(At("spec.externalIPs", index), spec.ExternalIPs[index], TextRules.Faults(TextFormat.IpAddress, spec.ExternalIPs[index]));
        }

        for (var index = 0; index < spec.LoadBalancerSourceRanges.Length; index++)
        {
            if (!IPNetwork.TryParse(spec.LoadBalancerSourceRanges[index].Trim(), out _))
            {
                errors.Invalid(At("spec.loadBalancerSourceRanges", index), spec.LoadBalancerSourceRanges[index], "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
            }
        }
    }

    private static void ValidatePorts(ServiceSpec spec, FieldErrors errors)
    {
        if (spec.Ports.IsEmpty && spec.ClusterIP != ServiceSpec.Headless && spec.Type != ServiceType.ExternalName)
        {
            errors.Required("spec.ports");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new HashSet<(string?, int)>();
        for (var index = 0; index < spec.Ports.Length; index++)
        {
            var (port, path) = (spec.Ports[index], At("spec.ports", index));
            if (spec.Ports.Length > 1 && string.IsNullOrEmpty(port.Name))
            {
                errors.Required($"{path}.name");
            }
            else if (port.Name is { Length: > 0 } name && !names.Add(name))
            {
                errors.Duplicate($"{path}.name", name);
            }

            if (!numbers.Add((port.Protocol, port.Port)))
            {
                errors.Duplicate(path, port);
            }

            ValidateTarget(port, path, errors);
            if (port.NodePort != 0 && spec.Type == ServiceType.ClusterIP)
            {
                errors.Forbidden($"{path}.nodePort", "may not be used when `type` is 'ClusterIP'");
            }
        }
    }

    private static void ValidateTarget(ServicePort port, string path, FieldErrors errors)
    {
        if (port.TargetPort is not { } target)
        {
            return;
        }

        if (target.Text is { } name)
        {
            errors.InvalidAll($"{path}.targetPort", name, TextRules.Faults(TextFormat.PortName, name));
        }
        else if (target.Number is < 1 or > PortMax)
        {
            errors.Invalid($"{path}.targetPort", target.Number, $"must be between 1 and {PortMax}, inclusive");
        }
    }

    private static string At(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");
}
