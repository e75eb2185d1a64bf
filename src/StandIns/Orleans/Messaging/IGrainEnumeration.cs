namespace Orleans.Messaging;

/// <summary>An enumeration that runs in an activation.</summary>
internal interface IGrainEnumeration
{
    /// <summary>The activation ends: the enumeration's caller is told, and its method is cancelled.</summary>
    void Abort();
}
