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
    private volatile ImmutableSortedDictionary<string, UsageTotals> _totals = ImmutableSortedDictionary<string, UsageTotals>.Empty;

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
                // What was measured before would be taken for what is now.
                _totals = ImmutableSortedDictionary<string, UsageTotals>.Empty;
                LogNotRead(_log, e);
            }
        }
    }

    private void Add(string name, string unit, string description, Func<UsageTotals, double> of)
    {
        _meter.CreateObservableGauge($"orchestrator.agent.node.{name}", () => of(_totals.Values.Aggregate(UsageTotals.None, UsageTotals.Sum)), unit, $"{description}, on this node.");
        _meter.CreateObservableGauge(
            $"orchestrator.agent.namespace.{name}",
            () => _totals.Select(one => new Measurement<double>(of(one.Value), new KeyValuePair<string, object?>("namespace", one.Key))),
            unit,
            $"{description}, on this node, by namespace.");
    }
}
