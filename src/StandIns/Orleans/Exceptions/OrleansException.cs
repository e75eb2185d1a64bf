namespace Orleans.Runtime;

/// <summary>The base of what the runtime throws.</summary>
[GenerateSerializer]
public class OrleansException : Exception
{
    /// <inheritdoc/>
    public OrleansException()
    {
    }

    /// <inheritdoc/>
    public OrleansException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public OrleansException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
