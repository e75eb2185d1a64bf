using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orchestrator.Host.Telemetry;

/// <summary>What a silo knows of its cluster's silos, and the grain calls that it takes.</summary>
internal static class SiloMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Orchestrator.Silo";

    /// <summary>Adds them.</summary>
    public static ISiloBuilder AddSiloMetrics(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<IHostedService, Membership>();
        return silo.AddIncomingGrainCallFilter<GrainCallMetrics>();
    }

    private sealed class Membership(ISiloStatusOracle silos, IMeterFactory meters) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            meters.Create(MeterName).CreateObservableGauge(
                "orchestrator.membership.silos", Count, "{silo}", "Silos of the cluster as this silo knows them, by status; the dead are not counted.");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        private IEnumerable<Measurement<int>> Count() =>
            from silo in silos.GetApproximateSiloStatuses()
            where silo.Value != SiloStatus.Dead
            group silo by silo.Value into status
            select new Measurement<int>(status.Count(), new KeyValuePair<string, object?>("status", status.Key.ToString()));
    }
}
