using System.Net;
using Microsoft.Extensions.Options;
using Orchestrator.Gateway.Listening;
using Orchestrator.Gateway.Services;

namespace Orchestrator.Gateway;

/// <summary>Stops the start on a setting that can't be right, above all on plain http where other machines reach it without that having been asked for.</summary>
internal sealed class GatewayOptionsValidator(IApiCertificates? certificates = null) : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var problems = AddressProblems(options).Concat(LimitProblems(options)).Concat(RangeProblems(options)).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> AddressProblems(GatewayOptions options)
    {
        var urls = ListenAddress.Split(options.ListenUrls);
        if (urls.Length == 0)
        {
            yield return $"{Setting(nameof(options.ListenUrls))} names no address; set it to one such as http://127.0.0.1:7443";
        }

        foreach (var url in urls)
        {
            if (ListenAddress.Parse(url) is not { } address)
            {
                yield return $"{Setting(nameof(options.ListenUrls))}: \"{url}\" is not an address to listen on; use https:// or http://, localhost, * or an IP address, and a port";
            }
            else if (address.IsHttps && certificates is null)
            {
                yield return $"{Setting(nameof(options.ListenUrls))}: \"{url}\" needs a certificate, and there is none; use http:// on a loopback address";
            }
            else if (!address.IsHttps && !IPAddress.IsLoopback(address.Endpoint.Address) && !options.AllowNonLoopback)
            {
                yield return $"{Setting(nameof(options.ListenUrls))}: \"{url}\" can be reached from other machines, and what they send can be read on its way; "
                    + $"use https://, or a loopback address, or set {Setting(nameof(options.AllowNonLoopback))} to true if the network is trusted";
            }
        }
    }

    private static IEnumerable<string> LimitProblems(GatewayOptions options)
    {
        (string Name, double Value)[] limits =
        [
            (nameof(options.BodyBytesMax), options.BodyBytesMax),
            (nameof(options.RequestsInFlightMax), options.RequestsInFlightMax),
            (nameof(options.WatchesMax), options.WatchesMax),
            (nameof(options.SystemRequestsInFlightMax), options.SystemRequestsInFlightMax),
            (nameof(options.LogStreamsMax), options.LogStreamsMax),
            (nameof(options.PodStreamsMax), options.PodStreamsMax),
            (nameof(options.PodStreamIdleMax), options.PodStreamIdleMax.TotalSeconds),
            (nameof(options.ClientBytesPerSecondMin), options.ClientBytesPerSecondMin),
            (nameof(options.ClientGracePeriod), options.ClientGracePeriod.TotalSeconds),
            (nameof(options.HeadersTimeout), options.HeadersTimeout.TotalSeconds),
            (nameof(options.WatchDurationMax), options.WatchDurationMax.TotalSeconds),
            (nameof(options.ListChunkItems), options.ListChunkItems),
            (nameof(options.ReadinessTimeout), options.ReadinessTimeout.TotalSeconds),
        ];
        return limits.Where(limit => limit.Value <= 0).Select(limit => $"{Setting(limit.Name)} must be more than 0; got {limit.Value}");
    }

    private static IEnumerable<string> RangeProblems(GatewayOptions options)
    {
        if (!AddressRange.TryParse(options.ServiceAddresses, out _))
        {
            yield return $"{Setting(nameof(options.ServiceAddresses))} must be an IPv4 network with a prefix from 8 to 28, such as 10.96.0.0/16; got \"{options.ServiceAddresses}\"";
        }

        if (!PortRange.TryParse(options.ServiceNodePorts, out _))
        {
            yield return $"{Setting(nameof(options.ServiceNodePorts))} must be two ports with a hyphen, the lower one first, such as 30000-32767; got \"{options.ServiceNodePorts}\"";
        }
    }

    private static string Setting(string name) => $"Gateway:{name}";
}
