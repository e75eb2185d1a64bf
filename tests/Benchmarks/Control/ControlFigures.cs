using System.Globalization;
using Orchestrator.Benchmarks.Loss;
using Orchestrator.Benchmarks.Measuring;
using Orchestrator.TestKit.Machines;

namespace Orchestrator.Benchmarks.Control;

/// <summary>One of three silos of the control plane is lost: how soon every object accepts a write again, also those whose grains it hosted.</summary>
internal sealed class ControlFigures(ControlMishap mishap, int rounds) : IMeasurement
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc/>
    public string Name => $"cluster.{mishap.Name}";

    /// <summary>The figures of each mishap.</summary>
    public static IEnumerable<IMeasurement> Measurements(int rounds) => ControlMishap.All.Select(mishap => new ControlFigures(mishap, rounds));

    /// <inheritdoc/>
    public Task<Figure> MeasureAsync(CancellationToken cancellationToken) =>
        OurMachines.UseAsync(new MachineClusterOptions { Workers = 1 }, ours => MeasureAsync(ours, cancellationToken), cancellationToken);

    private async Task<Figure> MeasureAsync(OurMachines ours, CancellationToken cancellationToken)
    {
        var victim = ours.Cluster.Controls[^1];
        await using var writes = await Writes.StartAsync([.. ours.Apis.SkipLast(1)], cancellationToken);
        List<double> accepted = [];
        List<double> refused = [];
        for (var round = 0; round < rounds; round++)
        {
            await Task.Delay(Quiet, TimeProvider.System, cancellationToken);
            writes.Mark();
            await mishap.Begin(victim);
            try
            {
                await Wait.UntilAsync(
                    _ => Task.FromResult(writes.AllAcceptedAfterSeconds() is null ? "some objects accept no write" : null), "every object accepts a write", Within, Pause, cancellationToken);
            }
            finally
            {
                mishap.End(victim);
            }

            accepted.Add(writes.AllAcceptedAfterSeconds()!.Value);
            refused.Add(writes.Refused);
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Name}: {accepted[^1]:F2} s, {refused[^1]} writes refused"));
            await ours.WaitForAllAsync(cancellationToken);
        }

        return new Figure
        {
            Name = Name,
            Value = accepted.Max(),
            Unit = "s",
            Target = mishap.TargetSeconds,
            Samples = new Dictionary<string, IReadOnlyList<double>> { ["accepted_s"] = accepted, ["refused_writes"] = refused },
            Notes =
            [
                string.Create(CultureInfo.InvariantCulture, $"until all objects accept a write again: median {Median.Of(accepted):F2} s of {rounds}; writes refused meanwhile: median {Median.Of(refused):F0}"),
                "Docker Swarm's managers on such a machine: 11 to 25 s after the leader is killed; Microsoft Orleans with default settings 5 to 15 s killed, 44 to 105 s frozen",
            ],
        };
    }
}
