namespace Orleans.Serialization;

/// <summary>Something was to cross silos that has no serializer: an exception without <see cref="GenerateSerializerAttribute"/> arrives as this.</summary>
[GenerateSerializer]
#pragma warning disable CA1032 // Orleans has this constructor only.
public sealed class CodecNotFoundException : Exception
#pragma warning restore CA1032
{
    /// <inheritdoc/>
    public CodecNotFoundException(string message)
        : base(message)
    {
    }
}
