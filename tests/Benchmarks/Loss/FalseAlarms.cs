using System.Globalization;
using Npgsql;
using Orchestrator.Benchmarks.Measuring;
using Orchestrator.TestKit.Machines;

namespace Orchestrator.Benchmarks.Loss;

/// <summary>How often a silo or node that is well is held for lost while all cores are busy.</summary>
internal sealed class FalseAlarms(double minutes) : IMeasurement
{
    private const int Replicas = 30;
    private const int Dead = 6;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public string Name => "cluster.false-alarms";

    /// <inheritdoc/>
    public Task<Figure> MeasureAsync(CancellationToken cancellationToken) =>
        OurMachines.UseAsync(new MachineClusterOptions(), ours => MeasureAsync(ours, cancellationToken), cancellationToken);

    private async Task<Figure> MeasureAsync(OurMachines ours, CancellationToken cancellationToken)
    {
        await ours.SpreadAsync(Replicas, cancellationToken);
        await using var database = NpgsqlDataSource.Create(ours.Cluster.Database);
        await using var dead = database.CreateCommand($"SELECT count(*) FROM OrleansMembershipTable WHERE Status = {Dead}");
        var before = await CountAsync(dead, cancellationToken);
        var nodes = 0;
        var lost = new HashSet<int>();
        var began = TimeProvider.System.GetTimestamp();
        using (BusyCores.Start())
        {
            while (TimeProvider.System.GetElapsedTime(began).TotalMinutes < minutes)
            {
                for (var machine = 0; machine < ours.Engines.Count; machine++)
                {
                    if (!await ours.IsLostAsync(machine, cancellationToken))
                    {
                        lost.Remove(machine);
                    }
                    else if (lost.Add(machine))
                    {
                        nodes++;
                    }
                }

                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }

        var silos = await CountAsync(dead, cancellationToken) - before;
        return new Figure
        {
            Name = Name,
            Value = nodes + silos,
            Unit = "losses",
            Target = 0,
            Samples = new Dictionary<string, IReadOnlyList<double>> { ["nodes"] = [nodes], ["silos"] = [silos] },
            Notes = [string.Create(
                CultureInfo.InvariantCulture,
                $"{minutes} min, {Replicas} replicas on {ours.Engines.Count} nodes, {ours.Apis.Count} control silos, all cores busy: {nodes} nodes not ready, {silos} silos declared dead")],
        };
    }

    private static async Task<long> CountAsync(NpgsqlCommand command, CancellationToken cancellationToken) => (long)(await command.ExecuteScalarAsync(cancellationToken))!;
}
