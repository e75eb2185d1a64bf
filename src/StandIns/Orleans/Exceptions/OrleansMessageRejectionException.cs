namespace Orleans.Runtime;

/// <summary>A call was refused before the grain saw it.</summary>
[GenerateSerializer]
#pragma warning disable CA1032 // Orleans gives it no public constructor: only the runtime throws it.
public class OrleansMessageRejectionException : OrleansException
#pragma warning restore CA1032
{
    internal OrleansMessageRejectionException(string message)
        : base(message)
    {
    }

    internal OrleansMessageRejectionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
