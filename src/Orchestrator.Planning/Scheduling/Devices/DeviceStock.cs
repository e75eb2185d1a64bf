using System.Collections.Immutable;

namespace Orchestrator.Planning.Scheduling.Devices;

/// <summary>The devices of a node, and what the pods that it has admitted have of them.</summary>
/// <param name="Offers">The devices.</param>
/// <param name="Leases">What pods have.</param>
public sealed record DeviceStock(ImmutableArray<DeviceOffer> Offers, ImmutableArray<DeviceLease> Leases);
