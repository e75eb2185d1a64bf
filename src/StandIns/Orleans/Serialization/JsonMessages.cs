using System.Text.Json;

namespace Orleans.Serialization;

/// <summary>The types that were registered to be sent as JSON, and how.</summary>
internal sealed record JsonMessages(Func<Type, bool>? IsSupported, JsonSerializerOptions? Options)
{
    /// <summary>Whether the type is one of them, or made of some.</summary>
    public bool Include(Type type) =>
        IsSupported is null
        || IsSupported(type)
        || (type.HasElementType && Include(type.GetElementType()!))
        || (type.IsGenericType && type.GetGenericArguments().Any(Include));
}
