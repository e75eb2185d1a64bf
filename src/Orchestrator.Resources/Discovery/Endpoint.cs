using System.Collections.Immutable;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Discovery;

/// <summary>One that stands behind a Service.</summary>
public sealed record Endpoint
{
    [Field(1, "Its addresses, of which the first is used.", Required = true, Always = true, List = ListType.Set)]
    [Stored(EndpointSlice.NotYet)]
    public ImmutableArray<string> Addresses { get; init; } = [];

    [Field(2, "How it is.", Always = true)]
    [Stored(EndpointSlice.NotYet)]
    public EndpointConditions Conditions { get; init; } = new();

    [Field(3, "Its name.", Format = TextFormat.DnsLabel)]
    [Stored(EndpointSlice.NotYet)]
    public string? Hostname { get; init; }

    [Field(4, "The object that has the addresses.")]
    [Stored(EndpointSlice.NotYet)]
    public ObjectReference? TargetRef { get; init; }

    [Field(5, "Where it is, in the older form.")]
    [Stored(EndpointSlice.NotYet)]
    public ImmutableSortedDictionary<string, string> DeprecatedTopology { get; init; } = StringMap.Empty;

    [Field(6, "The node on which it is.")]
    [Stored(EndpointSlice.NotYet)]
    public string? NodeName { get; init; }

    [Field(7, "The zone in which it is.")]
    [Stored(EndpointSlice.NotYet)]
    public string? Zone { get; init; }

    [Field(8, "For whom it is meant.")]
    [Stored(EndpointSlice.NotYet)]
    public EndpointHints? Hints { get; init; }
}
