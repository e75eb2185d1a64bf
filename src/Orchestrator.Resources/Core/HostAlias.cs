using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A line for the hosts file.</summary>
public sealed record HostAlias
{
    [Field(1, "The address.", Required = true, Always = true, Format = TextFormat.IpAddress)]
    public string Ip { get; init; } = "";

    [Field(2, "The names it has.", Format = TextFormat.DnsSubdomain)]
    public ImmutableArray<string> Hostnames { get; init; } = [];
}
