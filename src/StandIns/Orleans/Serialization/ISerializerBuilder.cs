using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Serialization;

/// <summary>Builds what turns messages into bytes.</summary>
public interface ISerializerBuilder
{
    /// <summary>The host's services.</summary>
    IServiceCollection Services { get; }
}
