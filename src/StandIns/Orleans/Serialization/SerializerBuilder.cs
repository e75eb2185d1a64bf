using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Serialization;

/// <inheritdoc cref="ISerializerBuilder"/>
internal sealed record SerializerBuilder(IServiceCollection Services) : ISerializerBuilder;
