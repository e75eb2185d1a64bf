namespace Orleans.Runtime;

/// <summary>The activation that an enumeration ran in is gone.</summary>
[GenerateSerializer]
public sealed class EnumerationAbortedException : Exception
{
    /// <inheritdoc/>
    public EnumerationAbortedException()
    {
    }

    /// <inheritdoc/>
    public EnumerationAbortedException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public EnumerationAbortedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
