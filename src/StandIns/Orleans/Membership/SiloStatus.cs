namespace Orleans.Runtime;

/// <summary>Where a silo is in its life. The values are those of the membership table.</summary>
public enum SiloStatus
{
    /// <summary>Not known.</summary>
    None = 0,

    /// <summary>Made, but not started.</summary>
    Created = 1,

    /// <summary>Starting.</summary>
    Joining = 2,

    /// <summary>A working member.</summary>
    Active = 3,

    /// <summary>Stopping gracefully.</summary>
    ShuttingDown = 4,

    /// <summary>Stopping at once.</summary>
    Stopping = 5,

    /// <summary>Gone, and never to return under this address and generation.</summary>
    Dead = 6,
}
