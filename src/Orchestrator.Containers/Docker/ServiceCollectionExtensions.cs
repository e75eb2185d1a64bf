using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Orchestrator.Containers.Docker;

/// <summary>Registers the Docker engine.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="IContainerEngine"/> as the Docker engine that the <c>DOCKER_*</c> environment variables name, and what
    /// <paramref name="configure"/> changes of that. A wrong setting stops the host's start.
    /// </summary>
    public static IServiceCollection AddDockerEngine(this IServiceCollection services, Action<DockerEngineOptions>? configure = null)
    {
        services.AddOptions<DockerEngineOptions>()
            .Configure(options => options.ReadEnvironment(Environment.GetEnvironmentVariable))
            .Configure(options => configure?.Invoke(options))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DockerEngineOptions>, DockerEngineOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.TryAddSingleton<DockerEngine>();
        services.TryAddSingleton<IContainerEngine>(provider => provider.GetRequiredService<DockerEngine>());
        return services;
    }
}
