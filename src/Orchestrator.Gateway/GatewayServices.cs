using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Streams;
using Orchestrator.Gateway.Access.Authentication;
using Orchestrator.Gateway.Access.Bootstrap;
using Orchestrator.Gateway.Access.Guarding;
using Orchestrator.Gateway.Access.Reviews;
using Orchestrator.Gateway.Access.Rules;
using Orchestrator.Gateway.Access.Tokens;
using Orchestrator.Gateway.Binding;
using Orchestrator.Gateway.CustomKinds;
using Orchestrator.Gateway.Evicting;
using Orchestrator.Gateway.Health;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Gateway.Limits;
using Orchestrator.Gateway.Listening;
using Orchestrator.Gateway.Logs;
using Orchestrator.Gateway.Policies;
using Orchestrator.Gateway.Reading;
using Orchestrator.Gateway.Scaling;
using Orchestrator.Gateway.Services;
using Orchestrator.Gateway.Streaming;
using Orchestrator.Gateway.Streaming.Forwarding;
using Orchestrator.Gateway.Tables;
using Orchestrator.Gateway.Telemetry;
using Orchestrator.Gateway.Watching;
using Orchestrator.Gateway.Writing;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Coordination;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.CustomResources;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Discovery;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Policy;
using Orchestrator.Resources.Rbac;
using Orchestrator.Resources.Scheduling;
using Orleans;

namespace Orchestrator.Gateway;

/// <summary>Registers the HTTP API.</summary>
public static class GatewayServices
{
    /// <summary>
    /// Adds the API's services and makes Kestrel listen where the options say. The host brings the grain factory and the read side
    /// (<c>IResourceReader</c>, <c>IPassiveResourceStore</c>, <c>IQuotaLedger</c>, <c>IServiceClaims</c>, <c>IStorageHealth</c>), <c>IServiceAccountTokens</c> and <c>IIdentities</c>,
    /// and <c>IApiCertificates</c> where an address is https.
    /// </summary>
    public static IServiceCollection AddGateway(this IServiceCollection services, Action<GatewayOptions> configure)
    {
        services.AddGatewayHealth(configure);
        services.AddMetrics();
        services.TryAddSingleton<GatewayMetrics>();
        services.TryAddSingleton<GatewayLimits>();
        services.TryAddSingleton<VersionPrecondition>();
        AddAccess(services);
        services.TryAddSingleton<FieldWriters>();
        services.TryAddSingleton<OpenNamespace>();
        AddServiceAllocation(services);
        AddKinds(services);
        services.TryAddSingleton<CustomKindTable>();
        services.TryAddSingleton<CustomKindEndpoints>();
        services.TryAddSingleton<CustomKindRoutes>();
        AddPodSubresources(services);
        return services;
    }

    /// <summary>Adds what keeps the default roles and the default service accounts there; for a process that serves the API of a real cluster.</summary>
    public static IServiceCollection AddAccessUpkeep(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, AccessUpkeep>());
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
        services.AddKind<ServiceAccount, ServiceAccountColumns>().TryAddSingleton<IResourceWriter<ServiceAccount>, PassiveResourceWriter<ServiceAccount>>();
        services.AddKind<Role, RoleColumns<Role>>().AddGuarded<Role>();
        services.AddKind<ClusterRole, RoleColumns<ClusterRole>>().AddGuarded<ClusterRole>();
        services.AddKind<RoleBinding, RoleBindingColumns<RoleBinding>>().AddGuarded<RoleBinding>();
        services.AddKind<ClusterRoleBinding, RoleBindingColumns<ClusterRoleBinding>>().AddGuarded<ClusterRoleBinding>();
        services.AddKind<Service, ServiceColumns>().TryAddSingleton<IResourceWriter<Service>, ServiceWriter>();
        services.AddKind<Endpoints, EndpointsColumns>().TryAddSingleton<IResourceWriter<Endpoints>, PassiveResourceWriter<Endpoints>>();
        services.AddKind<LimitRange, LimitRangeColumns>().TryAddSingleton<IResourceWriter<LimitRange>, PassiveResourceWriter<LimitRange>>();
        services.AddKind<ResourceQuota, ResourceQuotaColumns>().AddNoticed<ResourceQuota>(grains => grains.GetGrain<IQuotaGrain>(GrainKey.Quotas).LookAgain());
        services.AddKind<ControllerRevision, ControllerRevisionColumns>().TryAddSingleton<IResourceWriter<ControllerRevision>, PassiveResourceWriter<ControllerRevision>>();
        services.AddKind<Lease, LeaseColumns>().TryAddSingleton<IResourceWriter<Lease>, PassiveResourceWriter<Lease>>();
        services.AddKind<Resources.Events.Event, RegardingEventColumns>()
            .TryAddSingleton<IResourceWriter<Resources.Events.Event>, PassiveResourceWriter<Resources.Events.Event>>();
        services.AddKind<EndpointSlice, EndpointSliceColumns>().TryAddSingleton<IResourceWriter<EndpointSlice>, PassiveResourceWriter<EndpointSlice>>();
        services.AddKind<PodDisruptionBudget, DisruptionBudgetColumns>()
            .AddNoticed<PodDisruptionBudget>(grains => grains.GetGrain<IDisruptionGrain>(GrainKey.Disruptions).LookAgain());
        services.AddKind<PriorityClass, PriorityClassColumns>().AddGuarded<PriorityClass, PriorityClassGuard>();
        services.AddKind<ReplicaSet, ReplicaSetColumns>().TryAddSingleton<IResourceWriter<ReplicaSet>, GrainResourceWriter<ReplicaSet, IReplicaSetGrain>>();
        services.AddKind<Deployment, DeploymentColumns>().TryAddSingleton<IResourceWriter<Deployment>, GrainResourceWriter<Deployment, IDeploymentGrain>>();
        services.AddKind<CustomResourceDefinition, RoleColumns<CustomResourceDefinition>>()
            .TryAddSingleton<IResourceWriter<CustomResourceDefinition>, GrainResourceWriter<CustomResourceDefinition, ICustomResourceDefinitionGrain>>();
        services.AddScale(new ScaleAccess<ReplicaSet>
        {
            Wanted = set => set.Spec.Replicas ?? 1,
            Present = set => set.Status.Replicas,
            Selector = set => SelectorText.Write(set.Spec.Selector),
            With = (set, replicas) => set with { Spec = set.Spec with { Replicas = replicas } },
        });
        services.AddScale(new ScaleAccess<Deployment>
        {
            Wanted = deployment => deployment.Spec.Replicas ?? 1,
            Present = deployment => deployment.Status.Replicas,
            Selector = deployment => SelectorText.Write(deployment.Spec.Selector),
            With = (deployment, replicas) => deployment with { Spec = deployment.Spec with { Replicas = replicas } },
        });
    }

    /// <summary>A kind by which people get permissions.</summary>
    private static void AddGuarded<T>(this IServiceCollection services)
        where T : class, IResource<T>
    {
        services.TryAddSingleton<PassiveResourceWriter<T>>();
        services.TryAddSingleton<IWriteGuard<T>>(provider => (IWriteGuard<T>)(object)provider.GetRequiredService<RoleGuards>());
        services.TryAddSingleton<IResourceWriter<T>, GuardedWriter<T>>();
    }

    /// <summary>A kind whose writes are looked at before they are made.</summary>
    private static void AddGuarded<T, TGuard>(this IServiceCollection services)
        where T : class, IResource<T>
        where TGuard : class, IWriteGuard<T>
    {
        services.TryAddSingleton<PassiveResourceWriter<T>>();
        services.TryAddSingleton<IWriteGuard<T>, TGuard>();
        services.TryAddSingleton<IResourceWriter<T>, GuardedWriter<T>>();
    }

    /// <summary>A kind whose status somebody keeps.</summary>
    private static void AddNoticed<T>(this IServiceCollection services, Func<IGrainFactory, Task> look)
        where T : class, IResource<T>
    {
        services.TryAddSingleton<PassiveResourceWriter<T>>();
        services.TryAddSingleton(provider => new WriteNotice<T>(provider.GetRequiredService<IGrainFactory>(), look));
        services.TryAddSingleton<IResourceWriter<T>, NoticedWriter<T>>();
    }

    private static void AddServiceAllocation(IServiceCollection services)
    {
        services.TryAddSingleton<PassiveResourceWriter<Service>>();
        services.TryAddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<GatewayOptions>>().Value;
            return AddressRange.TryParse(options.ServiceAddresses, out var addresses) && PortRange.TryParse(options.ServiceNodePorts, out var ports)
                ? new ServiceAllocator(addresses, ports)
                : throw new InvalidOperationException("The ranges of Services were not validated.");
        });
    }

    private static void AddAccess(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.TryAddSingleton<AccessCache>();
        services.TryAddSingleton<Authorizer>();
        services.TryAddSingleton<ClientCertificates>();
        services.TryAddSingleton<TokenCallers>();
        services.TryAddSingleton<BearerTokens>();
        services.TryAddSingleton(new PeerUser(ask: SocketDiagnosis.Find));
        services.TryAddSingleton<LocalUser>();
        services.TryAddSingleton<CallerFinder>();
        services.TryAddSingleton<Impersonation>();
        services.TryAddSingleton<EscalationCheck>();
        services.TryAddSingleton<RoleGuards>();
        services.TryAddSingleton<AccessReviews>();
        services.TryAddSingleton<TokenEndpoint>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IKindEndpoints, ReviewRoutes>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IKindEndpoints, TokenRoutes>());
    }

    private static IServiceCollection AddKind<T, TColumns>(this IServiceCollection services)
        where T : class, IResource<T>, new()
        where TColumns : class, ITableColumns<T>
    {
        services.TryAddSingleton<ResourceModel<T>>(ResourceKinds.ModelOf<T>());
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
        services.TryAddSingleton<ApplyPatch<T>>();
        services.TryAddSingleton<StatusEndpoint<T>>();
        services.TryAddSingleton<DeleteEndpoint<T>>();
        services.TryAddSingleton<DeleteCollectionEndpoint<T>>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IKindEndpoints, KindEndpoints<T>>());
        return services;
    }

    private static void AddScale<T>(this IServiceCollection services, ScaleAccess<T> access)
        where T : class, IResource<T>, new()
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
        services.TryAddSingleton<BindingEndpoint>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IKindEndpoints, BindingRoutes>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IKindEndpoints, RefusedKindRoutes>());
        services.TryAddSingleton<EvictionEndpoint>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IKindEndpoints, EvictionRoutes>());
        AddPodStreams(services);
    }

    private static void AddPodStreams(IServiceCollection services)
    {
        services.TryAddSingleton(provider => new PodStreams(provider.GetRequiredService<IGrainFactory>()));
        services.TryAddSingleton<StreamedPods>();
        services.TryAddSingleton<StreamFaults>();
        services.TryAddSingleton<PodStreamSessions>();
        services.TryAddSingleton<ProcessSessions>();
        services.TryAddSingleton<ExecEndpoint>();
        services.TryAddSingleton<AttachEndpoint>();
        services.TryAddSingleton<PortForwardEndpoint>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IKindEndpoints, PodStreamRoutes>());
    }

    private static void AddHealth(IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReadinessCheck, StorageCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReadinessCheck, GrainCheck>());
        services.TryAddSingleton<Readiness>();
        services.TryAddSingleton<HealthRoutes>();
    }
}
