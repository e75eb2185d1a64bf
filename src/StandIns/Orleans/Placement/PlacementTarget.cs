namespace Orleans.Runtime.Placement;

/// <summary>The grain that is to be placed.</summary>
#pragma warning disable CA1815 // Orleans gives it no equality.
public readonly struct PlacementTarget
#pragma warning restore CA1815
{
    internal PlacementTarget(GrainId grainIdentity, Dictionary<string, object> requestContextData)
    {
        GrainIdentity = grainIdentity;
        RequestContextData = requestContextData;
    }

    /// <summary>The grain.</summary>
    public GrainId GrainIdentity { get; }

    /// <summary>The request context of the call that asks for it.</summary>
    public Dictionary<string, object> RequestContextData { get; }
}
