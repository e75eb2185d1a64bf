using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Agent;
using Orchestrator.Agent.Pressure;
using Orchestrator.Agent.Probes;
using Orchestrator.Agent.Shutdown;
using Orchestrator.Agent.Stats;
using Orchestrator.Containers;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Access;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Quotas;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Recording;
using Orchestrator.Contracts.Writing;
using Orchestrator.Grains;
using Orchestrator.Grains.Startup;
using Orchestrator.Simulations.Database;
using Orchestrator.Simulations.Engines;
using Orchestrator.Simulations.Network;
using Orchestrator.TestKit.Engines;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orchestrator.Simulations.Silos;

/// <summary>Puts a silo together as the real host does, on the simulated world.</summary>
internal static class SiloServices
{
    private const string ClusterName = "simulated";
    private const string TransportKey = "Orleans.Transport";
    private const int SiloPort = 11111;
    private const int GatewayPort = 30000;

    public static ServiceProvider Build(Cluster cluster, Machine machine, SiloProcess silo)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        AddWorld(builder.Services, cluster, machine, silo);
        if (machine.IsControl)
        {
            builder.Services.AddControlPlane();
        }

        builder.UseOrleans(orleans => Configure(orleans, cluster, machine));
        builder.Services.RemoveAll<IHostLifetime>();
        return builder.Services.BuildServiceProvider();
    }

    private static void AddWorld(IServiceCollection services, Cluster cluster, Machine machine, SiloProcess silo)
    {
        var (process, database) = (silo.Process, cluster.Database);
        var transport = new MemoryTransport(cluster.Network, process);
        services.AddSingleton<ILoggerFactory>(cluster.Simulation.Trace.IsWritten ? new TraceLogs(cluster.Simulation, machine.Name) : NullLoggerFactory.Instance);
        services.AddSingleton<TimeProvider>(process.Clock);
        services.AddSingleton<TaskScheduler>(process);
        services.AddSingleton<IIdentities>(cluster.Identities);
        services.AddKeyedSingleton<IConnectionListenerFactory>(TransportKey, transport);
        services.AddKeyedSingleton<IConnectionFactory>(TransportKey, transport);
        services.AddSingleton<IMembershipTable>(cluster.MembershipDefect(new MemoryMembershipTable(database, process)));
        services.AddSingleton<IReminderTable>(cluster.ReminderDefect(new MemoryReminderTable(database, process)));
        services.AddSingleton<IGrainStorage>(new MemoryGrainStorage(database, process));
        var reader = new MemoryReader(database, process);
        services.AddSingleton<IResourceReader>(reader);
        services.AddSingleton<IResourceVersions>(reader);
        services.AddSingleton<INamespaceChanges>(reader);
        services.AddSingleton<IQuotaLedger, MemoryQuotas>();
        services.AddSingleton<IServiceAccountTokens>(new MemoryTokens(process.Clock));
        services.AddSingleton<IOwnershipReader>(new MemoryOwnership(database, process));
        services.AddSingleton<IStatePartReader>(new MemoryStateParts(database, process));
        services.AddSingleton<IPassiveResourceStore>(new MemoryPassiveStore(database, process));
        services.AddSingleton<IEventWriter>(new MemoryEvents(cluster.Simulation, process));
        services.AddSingleton<IFatalErrorHandler>(new Supervisor(machine, silo));
    }

    private static void Configure(ISiloBuilder orleans, Cluster cluster, Machine machine)
    {
        orleans.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (ClusterName, "orchestrator"));
        orleans.Configure<SiloOptions>(options => options.SiloName = machine.Name);
        orleans.ConfigureEndpoints(machine.Address, SiloPort, GatewayPort);
        orleans.Services.AddOrchestratorMessages();
        orleans.AddIncomingGrainCallFilter(new ReminderWatch(cluster));
        orleans.UseAdoNetReminderService((AdoNetReminderTableOptions _) => { });
        orleans.Services.PostConfigure<GrainTypeOptions>(options => options.Classes.RemoveWhere(type =>
            (!machine.IsControl && type.Assembly == typeof(ControlPlaneStartup).Assembly)
            || (!machine.IsWorker && type.Assembly == typeof(NodeAgentGrain).Assembly)));
        if (machine.IsWorker)
        {
            AddAgent(orleans, cluster, machine);
        }
        else
        {
            orleans.AddNodePlacement();
        }
    }

    private static void AddAgent(ISiloBuilder orleans, Cluster cluster, Machine machine)
    {
        orleans.Services.AddSingleton<IContainerEngine>(services => cluster.EngineDefect(
            new EngineLine(machine.Engine!.Engine, new EngineSocket(machine.Engine, (Kernel.SimulatedProcess)services.GetRequiredService<TaskScheduler>())), machine));
        orleans.AddNodeAgent(options =>
        {
            (options.NodeName, options.ClusterId) = (machine.Name, ClusterName);
            options.PodSubnets = ["10.88.0.0/16"];
            options.Addresses = [machine.Address];
            options.DataFolder = cluster.Folder;
            options.Images.Period = TimeSpan.FromDays(1);
            options.ReservedMilliCpu = Cluster.MilliCpuOfEngine - cluster.MilliCpuOfMachine;

            // Neither are the devices of the machine under the simulation those of a simulated one.
            (options.Devices.NvidiaSmi, options.Devices.CdiFolders, options.Devices.Period) = ("", [], TimeSpan.FromDays(1));
        });

        orleans.Services.RemoveAll<IControlPlane>();
        orleans.Services.AddSingleton(services => cluster.ControlPlaneDefect(ActivatorUtilities.CreateInstance<GrainControlPlane>(services)));

        // What the machine under the simulation is short of is none of the simulated ones' trouble.
        orleans.Services.Configure<PressureOptions>(options => options.Period = TimeSpan.FromDays(1));
        orleans.Services.RemoveAll<ProbeRunner>();
        orleans.Services.AddSingleton(services => new ProbeRunner(
            new ProbeRunnerOptions(), new Random(cluster.Simulation.Random.Next()), services.GetRequiredService<TimeProvider>(), NullLogger<ProbeRunner>.Instance));
        orleans.Services.RemoveAll<IMachineShutdown>();
        orleans.Services.AddSingleton<IMachineShutdown, NoShutdown>();
        orleans.Services.AddSingleton<INodeAgent>(services => new WatchedAgent(
            services.GetRequiredService<NodeAgent>(), cluster, machine, (Kernel.SimulatedProcess)services.GetRequiredService<TaskScheduler>()));
        var meter = orleans.Services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(UsageMeter));
        orleans.Services.Remove(meter);
    }
}
