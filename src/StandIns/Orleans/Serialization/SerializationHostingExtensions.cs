using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Serialization;

/// <summary>Registers the JSON serializer.</summary>
public static class SerializationHostingExtensions
{
    /// <summary>Sends the types that <paramref name="isSupported"/> names as JSON, with those options.</summary>
    public static ISerializerBuilder AddJsonSerializer(
        this ISerializerBuilder serializerBuilder, Func<Type, bool>? isSupported, JsonSerializerOptions? jsonSerializerOptions = null)
    {
        ArgumentNullException.ThrowIfNull(serializerBuilder);
        serializerBuilder.Services.AddSingleton(new JsonMessages(isSupported, jsonSerializerOptions));
        return serializerBuilder;
    }
}
