using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Diagnostics;
using Orleans.Messaging;
using Orleans.Networking;
using Orleans.Placement;
using Orleans.Serialization;

namespace Orleans.Runtime;

/// <summary>The services that a silo is made of.</summary>
internal static class SiloServices
{
    public static void Add(IServiceCollection services)
    {
        // A host may configure its silo in several steps.
        if (services.Any(service => service.ServiceType == typeof(Silo)))
        {
            return;
        }

        AddShared(services);
        services.AddSingleton(provider => Timeouts(provider, provider.GetRequiredService<IOptions<SiloMessagingOptions>>().Value));
        services.AddSingleton<ClusterRouter>();
        services.AddSingleton<ICallRouter>(provider => provider.GetRequiredService<ClusterRouter>());
        services.AddSingleton<IConfigureOptions<GrainTypeOptions>, GrainTypeDefaults>();
        services.AddSingleton<LocalManifest>();
        services.AddSingleton<GrainOwnership>();
        services.AddSingleton<GrainPlacement>();
        services.AddSingleton<OwnershipWatch>();
        services.AddSingleton<IncomingCalls>();
        services.AddSingleton<ActivationCatalog>();
        services.AddSingleton<IdleCollector>();
        services.AddSingleton<LocalSilo>();
        services.AddSingleton<ILocalSiloDetails>(provider => provider.GetRequiredService<LocalSilo>());
        services.AddSingleton<SiloStatusOracle>();
        services.AddSingleton<ISiloStatusOracle>(provider => provider.GetRequiredService<SiloStatusOracle>());
        services.AddSingleton(MembershipLane);
        services.AddSingleton<IValidateOptions<ClusterMembershipOptions>, ClusterMembershipOptionsValidator>();
        services.AddSingleton<SiloPlace>();
        services.AddSingleton<ClusterMembership>();
        services.TryAddSingleton<IFatalErrorHandler, FatalErrorHandler>();
        services.AddSingleton<MembershipCatchUp>();
        services.AddSingleton<SiloObserver>();
        services.AddSingleton<SiloHeartbeat>();
        NetworkServices.AddSilo(services);
        services.AddSingleton<Silo>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<Silo>());
    }

    /// <summary>What silos and clients have in common.</summary>
    public static void AddShared(IServiceCollection services)
    {
        services.AddOptions();
        services.AddMetrics();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(TaskScheduler.Default);
        services.TryAddSingleton<OrleansInstruments>();
        services.TryAddSingleton<QueryDatabases>();
        services.TryAddSingleton<MessageJson>();
        services.TryAddSingleton<MessageCopier>();
        services.TryAddSingleton<WireTypes>();
        services.TryAddSingleton<WireValues>();
        services.TryAddSingleton<GrainClasses>();
        services.TryAddSingleton<GrainManifests>();
        services.TryAddSingleton<GrainTypeResolver>();
        NetworkServices.AddShared(services);
        services.TryAddSingleton<GrainCaller>();
        services.TryAddSingleton<IClusterClient>(provider => provider.GetRequiredService<GrainCaller>());
        services.TryAddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainCaller>());
    }

    public static CallTimeouts Timeouts(IServiceProvider services, MessagingOptions options) =>
        new(services.GetRequiredService<TimeProvider>(), options.ResponseTimeout, options.CancelRequestOnTimeout);

    // Where nobody drives the order of work and the clock, the membership has a thread of its own.
    private static IMembershipLane MembershipLane(IServiceProvider services)
    {
        var scheduler = services.GetRequiredService<TaskScheduler>();
        var timeProvider = services.GetRequiredService<TimeProvider>();
        return ReferenceEquals(scheduler, TaskScheduler.Default) && ReferenceEquals(timeProvider, TimeProvider.System)
            ? new MembershipThread()
            : new MembershipTasks(scheduler, timeProvider);
    }
}
