using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Discovery;

namespace Orchestrator.Resources.Validation.Services;

/// <summary>Rules for EndpointSlices. The bounds are Kubernetes'.</summary>
internal static class EndpointSliceValidation
{
    private const int EndpointsMax = 1000;
    private const int PortsMax = 20_000;
    private const int AddressesMax = 100;

    public static void Validate(EndpointSlice slice, FieldErrors errors)
    {
        if (slice.Endpoints.Length > EndpointsMax)
        {
            errors.TooMany("endpoints", slice.Endpoints.Length, EndpointsMax);
            return;
        }

        if (slice.Ports.Length > PortsMax)
        {
            errors.TooMany("ports", slice.Ports.Length, PortsMax);
            return;
        }

        for (var index = 0; index < slice.Endpoints.Length; index++)
        {
            ValidateAddresses(slice, slice.Endpoints[index], string.Create(CultureInfo.InvariantCulture, $"endpoints[{index}].addresses"), errors);
        }

        ValidatePorts(slice, errors);
    }

    private static void ValidateAddresses(EndpointSlice slice, Endpoint endpoint, string path, FieldErrors errors)
    {
        if (endpoint.Addresses.Length > AddressesMax)
        {
            errors.TooMany(path, endpoint.Addresses.Length, AddressesMax);
            return;
        }

        for (var index = 0; index < endpoint.Addresses.Length; index++)
        {
            var (address, at) = (endpoint.Addresses[index], string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"));
            if (slice.AddressType == "FQDN")
            {
                errors.InvalidAll(at, address, TextRules.Faults(TextFormat.DnsSubdomain, address));
            }
            else if (TextRules.Faults(TextFormat.IpAddress, address).Any() || FamilyOf(address) != slice.AddressType)
            {
                errors.Invalid(at, address, $"must be a valid {slice.AddressType} address");
            }
        }
    }

    private static string FamilyOf(string address) => IPAddress.Parse(address).AddressFamily == AddressFamily.InterNetwork ? "IPv4" : "IPv6";

    private static void ValidatePorts(EndpointSlice slice, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < slice.Ports.Length; index++)
        {
            var (name, path) = (slice.Ports[index].Name ?? "", string.Create(CultureInfo.InvariantCulture, $"ports[{index}].name"));
            if (name.Length > 0)
            {
                errors.InvalidAll(path, name, TextRules.Faults(TextFormat.DnsLabel, name));
            }

            if (!names.Add(name))
            {
                errors.Duplicate(path, name);
            }
        }
    }
}
