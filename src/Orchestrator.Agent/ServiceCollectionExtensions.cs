using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orchestrator.Agent.Configuration;
using Orchestrator.Agent.Placement;
using Orchestrator.Agent.Pressure;
using Orchestrator.Agent.Probes;
using Orchestrator.Agent.Shutdown;
using Orchestrator.Agent.Stats;
using Orchestrator.Agent.Streams;
using Orleans.Hosting;

namespace Orchestrator.Agent;

/// <summary>Adds the agent of this machine to a silo.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>The silo runs pods: it needs an engine (<see cref="Containers.IContainerEngine"/>), an event writer and the read side (<see cref="Contracts.Reading.IResourceReader"/>, <see cref="Contracts.Reading.IResourceVersions"/>) beside this.</summary>
    public static ISiloBuilder AddNodeAgent(this ISiloBuilder silo, Action<NodeAgentOptions> configure)
    {
        silo.Services.AddOptions<NodeAgentOptions>().Configure(configure).ValidateDataAnnotations()
            .Validate(
                options => options.ExtendedResources.All(resource => resource.Key.Contains('/', StringComparison.Ordinal) && resource.Value.Sign >= 0),
                "NodeAgentOptions.ExtendedResources must have names with a slash, such as example.com/gpu, and amounts of 0 or more.")
            .ValidateOnStart();
        silo.Services.AddOptions<PressureOptions>().ValidateDataAnnotations().ValidateOnStart();
        silo.Services.AddSingleton<IControlPlane, GrainControlPlane>();
        silo.Services.AddSingleton<IConfigSource, StoredConfig>();
        silo.Services.AddSingleton<IMachineShutdown, SystemdShutdown>();
        silo.Services.AddOptions<ProbeRunnerOptions>().ValidateDataAnnotations().ValidateOnStart();
        silo.Services.AddSingleton(services => new ProbeRunner(
            services.GetRequiredService<IOptions<ProbeRunnerOptions>>().Value, new Random(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<ProbeRunner>>()));
        silo.Services.AddSingleton<NodeAgent>();
        silo.Services.AddSingleton<INodeAgent>(services => services.GetRequiredService<NodeAgent>());
        silo.Services.AddSingleton<IHostedService>(services => services.GetRequiredService<NodeAgent>());
        silo.Services.AddOptions<StreamOptions>().ValidateDataAnnotations().ValidateOnStart();
        silo.Services.AddSingleton(services => services.GetRequiredService<NodeAgent>().Containers);
        silo.Services.AddSingleton(services => new ContainerStats(services.GetRequiredService<TimeProvider>(), CgroupMounts.Read()));
        silo.Services.AddSingleton<ContainerPlaces>();
        silo.Services.AddSingleton<UsageReader>();
        silo.Services.AddSingleton<INodeStreams, NodeStreams>();
        silo.Services.AddHostedService<UsageMeter>();
        return silo.AddNodePlacement();
    }

    /// <summary>The silo finds the agents of nodes. Every silo needs it, whether it runs pods or not; <see cref="AddNodeAgent"/> brings it.</summary>
    public static ISiloBuilder AddNodePlacement(this ISiloBuilder silo)
    {
        silo.Services.AddPlacementDirector<NodePlacement, NodePlacementDirector>();
        return silo;
    }
}
