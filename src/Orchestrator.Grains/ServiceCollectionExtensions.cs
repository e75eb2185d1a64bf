using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orchestrator.Grains.Admitting;
using Orchestrator.Grains.Nodes;
using Orchestrator.Grains.Resources;
using Orchestrator.Grains.Startup;

namespace Orchestrator.Grains;

/// <summary>Adds what the control plane's grains need.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>A silo with this runs the control plane. It needs a reader, an event writer and <see cref="Contracts.IIdentities"/> beside it.</summary>
    public static IServiceCollection AddControlPlane(this IServiceCollection services, Action<ControlPlaneOptions>? configure = null)
    {
        services.AddOptions<ControlPlaneOptions>().Configure(options => configure?.Invoke(options)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ControlPlaneOptions>, ControlPlaneOptionsValidator>());
        services.AddSingleton<NamespaceRules>();
        services.AddSingleton<PodAdmission>();
        services.AddSingleton<GrainServices>();
        services.AddSingleton<ControlPlaneStartup>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<ControlPlaneStartup>());
        services.AddHostedService<NodeLossListener>();
        return services;
    }
}
