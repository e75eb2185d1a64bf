using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>A silo with the hash of its address.</summary>
internal sealed record HashedSilo(SiloAddress Address, ulong Hash);
