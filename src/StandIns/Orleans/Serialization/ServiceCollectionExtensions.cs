using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Serialization;

/// <summary>Registers serializers.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Sets how messages are sent.</summary>
    public static IServiceCollection AddSerializer(this IServiceCollection services, Action<ISerializerBuilder>? configure = null)
    {
        configure?.Invoke(new SerializerBuilder(services));
        return services;
    }
}
