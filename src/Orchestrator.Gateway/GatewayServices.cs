using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orchestrator.Contracts;
using Orchestrator.Gateway.Evicting;
using Orchestrator.Gateway.Health;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Gateway.Limits;
using Orchestrator.Gateway.Listening;
using Orchestrator.Gateway.Logs;
using Orchestrator.Gateway.Reading;
using Orchestrator.Gateway.Scaling;
using Orchestrator.Gateway.Tables;
using Orchestrator.Gateway.Telemetry;
using Orchestrator.Gateway.Watching;
using Orchestrator.Gateway.Writing;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway;

/// <summary>Registers the HTTP API.</summary>
public static class GatewayServices
{
    /// <summary>
    /// Adds the API's services and makes Kestrel listen where the options say. The host brings the grain factory and the read side
    /// (<c>IResourceReader</c>, <c>IPassiveResourceStore</c>, <c>IStorageHealth</c>) and <c>IIdentities</c>.
    /// </summary>
    public static IServiceCollection AddGateway(this IServiceCollection services, Action<GatewayOptions> configure)
    {
        services.AddGatewayHealth(configure);
        services.AddMetrics();
        services.TryAddSingleton<GatewayMetrics>();
        services.TryAddSingleton<GatewayLimits>();
        services.TryAddSingleton<VersionPrecondition>();
        services.TryAddSingleton<OpenNamespace>();
        AddKinds(services);
        AddPodSubresources(services);
        return services;
    }

    /// <summary>Adds what says whether the process lives and is ready, and makes Kestrel listen; for processes that serve no API, too.</summary>
    public static IServiceCollection AddGatewayHealth(this IServiceCollection services, Action<GatewayOptions> configure)
    {
        services.AddOptions<GatewayOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<KestrelServerOptions>, KestrelSetup>());
        services.AddRouting();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Draining>();
        AddHealth(services);
        return services;
    }

    /// <summary>One line a kind: its record, its grain, its table.</summary>
    private static void AddKinds(IServiceCollection services)
    {
        services.AddKind<Namespace, NamespaceColumns>().TryAddSingleton<IResourceWriter<Namespace>, GrainResourceWriter<Namespace, INamespaceGrain>>();
        services.AddKind<Node, NodeColumns>().TryAddSingleton<IResourceWriter<Node>, GrainResourceWriter<Node, INodeGrain>>();
        services.AddKind<Pod, PodColumns>().TryAddSingleton<IResourceWriter<Pod>, GrainResourceWriter<Pod, IPodGrain>>();
        services.AddKind<ConfigMap, ConfigMapColumns>().TryAddSingleton<IResourceWriter<ConfigMap>, PassiveResourceWriter<ConfigMap>>();
        services.AddKind<Secret, SecretColumns>().TryAddSingleton<IResourceWriter<Secret>, PassiveResourceWriter<Secret>>();
        services.AddKind<Event, EventColumns>().TryAddSingleton<IResourceWriter<Event>, PassiveResourceWriter<Event>>();
        services.AddKind<ReplicaSet, ReplicaSetColumns>().TryAddSingleton<IResourceWriter<ReplicaSet>, GrainResourceWriter<ReplicaSet, IReplicaSetGrain>>();
        services.AddKind<Deployment, DeploymentColumns>().TryAddSingleton<IResourceWriter<Deployment>, GrainResourceWriter<Deployment, IDeploymentGrain>>();
        services.AddScale(new ScaleAccess<ReplicaSet>
        {
            Wanted = set => set.Spec.Replicas ?? 1,
            Present = set => set.Status.Replicas,
            Selector = set => set.Spec.Selector,
            With = (set, replicas) => set with { Spec = set.Spec with { Replicas = replicas } },
        });
        services.AddScale(new ScaleAccess<Deployment>
        {
            Wanted = deployment => deployment.Spec.Replicas ?? 1,
            Present = deployment => deployment.Status.Replicas,
            Selector = deployment => deployment.Spec.Selector,
            With = (deployment, replicas) => deployment with { Spec = deployment.Spec with { Replicas = replicas } },
        });
    }

    private static IServiceCollection AddKind<T, TColumns>(this IServiceCollection services)
        where T : class, IResource<T>, new()
        where TColumns : class, ITableColumns<T>
    {
        services.TryAddSingleton<ITableColumns<T>, TColumns>();
        services.TryAddSingleton<TableWriter<T>>();
        services.TryAddSingleton<ObjectAnswer<T>>();
        services.TryAddSingleton<WatchLines<T>>();
        services.TryAddSingleton<WatchEndpoint<T>>();
        services.TryAddSingleton<WriteAnswer<T>>();
        services.TryAddSingleton<ChangeOfObject<T>>();
        services.TryAddSingleton<GetEndpoint<T>>();
        services.TryAddSingleton<ListEndpoint<T>>();
        services.TryAddSingleton<CreateEndpoint<T>>();
        services.TryAddSingleton<ReplaceEndpoint<T>>();
        services.TryAddSingleton<PatchEndpoint<T>>();
        services.TryAddSingleton<StatusEndpoint<T>>();
        services.TryAddSingleton<DeleteEndpoint<T>>();
        services.TryAddSingleton<DeleteCollectionEndpoint<T>>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IKindEndpoints, KindEndpoints<T>>());
        return services;
    }

    private static void AddScale<T>(this IServiceCollection services, ScaleAccess<T> access)
        where T : class, IResource<T>
    {
        services.TryAddSingleton(access);
        services.TryAddSingleton<ScaleEndpoints<T>>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IKindEndpoints, ScaleRoutes<T>>());
    }

    private static void AddPodSubresources(IServiceCollection services)
    {
        services.TryAddSingleton<IPodLogSource, GrainPodLogSource>();
        services.TryAddSingleton<PodLogEndpoint>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IKindEndpoints, PodLogRoutes>());
        services.TryAddSingleton<EvictionEndpoint>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IKindEndpoints, EvictionRoutes>());
    }

    private static void AddHealth(IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReadinessCheck, StorageCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReadinessCheck, GrainCheck>());
        services.TryAddSingleton<Readiness>();
        services.TryAddSingleton<HealthRoutes>();
    }
}
