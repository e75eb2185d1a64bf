using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Agent;
using Orchestrator.Grains.Startup;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Orchestrator.Host.Serving;

/// <summary>Which grains a silo hosts: a grain is never placed on a silo that does not have its class.</summary>
internal static class GrainRoles
{
    /// <summary>Takes out the classes of the roles that the silo does not have.</summary>
    public static void HostOnly(this ISiloBuilder silo, SiloRoles roles)
    {
        silo.Services.PostConfigure<GrainTypeOptions>(options => options.Classes.RemoveWhere(type =>
            (!roles.HasFlag(SiloRoles.Control) && type.Assembly == typeof(ControlPlaneStartup).Assembly)
            || (!roles.HasFlag(SiloRoles.Worker) && type.Assembly == typeof(NodeAgentGrain).Assembly)));
    }
}
