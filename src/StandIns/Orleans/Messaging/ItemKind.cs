namespace Orleans.Messaging;

/// <summary>What a step of an enumeration brought. The values are part of the protocol.</summary>
internal enum ItemKind
{
    /// <summary>Nothing: it was no request for an element.</summary>
    None = 0,

    /// <summary>An element.</summary>
    Element = 1,

    /// <summary>The method is at its end.</summary>
    Ended = 2,

    /// <summary>The method still works on its next element: ask again.</summary>
    Pending = 3,
}
