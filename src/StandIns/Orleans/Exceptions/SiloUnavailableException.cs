namespace Orleans.Runtime;

/// <summary>The silo that a call is for is not there.</summary>
[GenerateSerializer]
public sealed class SiloUnavailableException : OrleansMessageRejectionException
{
    /// <inheritdoc cref="SiloUnavailableException"/>
    public SiloUnavailableException()
        : base("The silo is unavailable.")
    {
    }

    /// <inheritdoc cref="SiloUnavailableException"/>
    public SiloUnavailableException(string msg)
        : base(msg)
    {
    }

    /// <inheritdoc cref="SiloUnavailableException"/>
    public SiloUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
