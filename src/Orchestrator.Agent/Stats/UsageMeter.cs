using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Agent.Telemetry;
using Orchestrator.Contracts.Usage;

namespace Orchestrator.Agent.Stats;

/// <summary>Measures what the pods of this node use, all together and for each namespace. Pods have no names here: there are too many.</summary>
public sealed partial class UsageMeter : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    private readonly UsageReader _reader;
    private readonly TimeProvider _clock;
    private readonly ILogger<UsageMeter> _log;
    private readonly Meter _meter = new(AgentTelemetry.Name);

    // Null while nothing is known: what was measured before would be taken for what is now, and nothing for a node that does nothing.
    private volatile ImmutableSortedDictionary<string, UsageTotals>? _totals;

    /// <summary>Makes it; it starts with the host.</summary>
    public UsageMeter(UsageReader reader, TimeProvider clock, ILogger<UsageMeter> log)
    {
        (_reader, _clock, _log) = (reader, clock, log);
        Add("cpu", "{cpu}", "Cores that containers use", totals => totals.Cores);
        Add("memory", "By", "Memory of containers that can't be taken back at once", totals => totals.WorkingSetBytes);
        Add("processes", "{process}", "Processes and threads of containers", totals => totals.Processes);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        NodeUsage? before = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Period, _clock, stoppingToken);
            try
            {
                var now = await _reader.ReadAsync(stoppingToken);
                _totals = UsageTotals.OfNamespaces(before, now);
                before = now;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                _totals = null;
                LogNotRead(_log, e);
            }
        }
    }

    private void Add(string name, string unit, string description, Func<UsageTotals, double> of)
    {
        _meter.CreateObservableGauge($"orchestrator.agent.node.{name}", () => OfNode(of), unit, $"{description}, on this node.");
        _meter.CreateObservableGauge(
            $"orchestrator.agent.namespace.{name}",
            () => (_totals ?? ImmutableSortedDictionary<string, UsageTotals>.Empty).Select(one => new Measurement<double>(of(one.Value), new KeyValuePair<string, object?>("namespace", one.Key))),
            unit,
            $"{description}, on this node, by namespace.");
    }

    private IEnumerable<Measurement<double>> OfNode(Func<UsageTotals, double> of) =>
        _totals is { } totals ? [new Measurement<double>(of(totals.Values.Aggregate(UsageTotals.None, UsageTotals.Sum)))] : [];
}
