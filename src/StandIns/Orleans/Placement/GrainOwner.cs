using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>The silo that owns a grain.</summary>
/// <param name="Silo">The silo; null if no live one can run the grain.</param>
/// <param name="IsCertain">False if that silo was not heard yet, so that it may turn out not to have the grain's class.</param>
internal readonly record struct GrainOwner(SiloAddress? Silo, bool IsCertain);
