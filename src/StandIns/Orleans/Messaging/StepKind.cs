namespace Orleans.Messaging;

/// <summary>What a request wants of an enumeration that runs in an activation. The values are part of the protocol.</summary>
internal enum StepKind
{
    /// <summary>Nothing: it is a plain call.</summary>
    None = 0,

    /// <summary>The next element. The first such request begins the enumeration.</summary>
    Next = 1,

    /// <summary>Its end: the caller wants no more.</summary>
    End = 2,

    /// <summary>That it goes on: the caller is still there, though it does not ask for an element now.</summary>
    Keep = 3,
}
