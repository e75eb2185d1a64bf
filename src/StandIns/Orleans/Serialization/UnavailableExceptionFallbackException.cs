namespace Orleans.Serialization;

/// <summary>An exception that crossed silos and whose type is not known where it arrived.</summary>
[GenerateSerializer]
#pragma warning disable CA1032 // Orleans has these constructors only.
public sealed class UnavailableExceptionFallbackException : Exception
#pragma warning restore CA1032
{
    /// <inheritdoc/>
    public UnavailableExceptionFallbackException()
    {
    }

    /// <inheritdoc/>
    public UnavailableExceptionFallbackException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The name of the exception's own type.</summary>
    [Id(0)]
    public string ExceptionType { get; internal set; } = null!;
}
