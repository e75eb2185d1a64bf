namespace Orleans.Runtime.Placement;

/// <summary>What a placement director can ask.</summary>
public interface IPlacementContext
{
    /// <summary>The silo that asks.</summary>
    SiloAddress LocalSilo { get; }

    /// <summary>The status of the silo that asks.</summary>
    SiloStatus LocalSiloStatus { get; }

    /// <summary>The live silos that can run the grain.</summary>
    SiloAddress[] GetCompatibleSilos(PlacementTarget target);
}
