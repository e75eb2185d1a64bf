using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Devices;
using Orchestrator.Resources.Meta;
using Orleans;

namespace Orchestrator.Contracts;

/// <summary>What devices a machine has.</summary>
[Immutable]
public sealed record NodeDeviceReport
{
    /// <summary>Whether nothing is known of NVIDIA GPUs, because their driver does not tell: those that an earlier report named stay, with its labels.</summary>
    public bool GpusUnknown { get; init; }

    /// <summary>The devices, those that do not work included.</summary>
    public ImmutableArray<DeviceOffer> Offers { get; init; } = [];

    /// <summary>Labels that say what they are. Those of an earlier report that are not here go.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = StringMap.Empty;
}
