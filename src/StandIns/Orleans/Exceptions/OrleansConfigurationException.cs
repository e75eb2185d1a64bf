namespace Orleans.Runtime;

/// <summary>A setting keeps the silo or client from starting.</summary>
[GenerateSerializer]
#pragma warning disable CA1032 // Orleans has these two constructors only.
public sealed class OrleansConfigurationException : Exception
#pragma warning restore CA1032
{
    /// <inheritdoc/>
    public OrleansConfigurationException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public OrleansConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
