namespace Orleans;

/// <summary>The kinds of reasons for which an activation ends. The values are those of Orleans.</summary>
#pragma warning disable CA1028 // Orleans declares it as a byte.
public enum DeactivationReasonCode : byte
#pragma warning restore CA1028
{
    /// <summary>No reason.</summary>
    None = 0,

    /// <summary>The silo stops.</summary>
    ShuttingDown = 1,

    /// <summary>The activation could not be made.</summary>
    ActivationFailed = 2,

    /// <summary>It was idle for longer than the collection age.</summary>
    ActivationIdle = 4,

    /// <summary>The grain's code failed in a way that its memory cannot be trusted after.</summary>
    ApplicationError = 8,

    /// <summary>The grain asked for it.</summary>
    ApplicationRequested = 9,

    /// <summary>The runtime asked for it.</summary>
    RuntimeRequested = 11,
}
