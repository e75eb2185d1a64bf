using System.Globalization;
using Orchestrator.Benchmarks.Measuring;
using Orleans.Runtime;

namespace Orchestrator.Benchmarks.Binding;

/// <summary>From the moment at which the scheduler's silo is killed until a pod that was created after it is bound.</summary>
internal sealed class SchedulerLoss(BindSize size) : IMeasurement
{
    private const double Target = 3;
    private const int Rounds = 3;
    private const int Silos = 3;
    private const int Callers = 16;
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <inheritdoc/>
    public string Name => "bind.scheduler-lost";

    /// <inheritdoc/>
    public async Task<Figure> MeasureAsync(CancellationToken cancellationToken)
    {
        var (samples, decided) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var (dead, bound) = await LoseAsync(cancellationToken);
            decided.Add(dead);
            samples.Add(bound);
        }

        return new Figure
        {
            Name = Name,
            Value = samples.Max(),
            Unit = "s",
            Target = Target,
            Samples = new Dictionary<string, IReadOnlyList<double>> { ["seconds"] = samples, ["declared_dead"] = decided },
            Notes =
            [
                string.Create(CultureInfo.InvariantCulture, $"the worst of {Rounds}, median {Median.Of(samples):F2} s; {size.Nodes} nodes, {size.Pods / 3} pods, {Silos} silos"),
                string.Create(CultureInfo.InvariantCulture, $"of that until the silo is declared dead: at most {decided.Max():F2} s, median {Median.Of(decided):F2} s"),
            ],
        };
    }

    private async Task<(double Dead, double Bound)> LoseAsync(CancellationToken cancellationToken)
    {
        await using var cluster = await BindCluster.StartAsync(Silos, size.Nodes, cancellationToken);
        var pods = new NewPods(cluster.Grains);
        var count = Math.Max(1, size.Pods / 3);
        await pods.CreateAsync("before", count, size.Callers, cancellationToken);
        await UntilBoundAsync(cluster, "before", count, cancellationToken);

        // While silos joined it may have moved, and then to the one that had just come.
        var lost = cluster.Silos.Last(silo => silo.HasSaid(SchedulerSign.Text));
        var began = TimeProvider.System.GetTimestamp();
        lost.Kill();
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var creating = Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => CreateAsync(pods, caller, bound.Token)));
        var dying = UntilDeadAsync(cluster, lost.Name, began, cancellationToken);
        await UntilBoundAsync(cluster, "after", 1, cancellationToken);
        var took = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        await bound.CancelAsync();
        await creating;
        return (await dying, took);
    }

    // Whoever calls a grain of the lost silo, or calls over it, hears that it is gone, and goes on with another pod.
    private static async Task CreateAsync(NewPods pods, int caller, CancellationToken cancellationToken)
    {
        for (var number = caller; !cancellationToken.IsCancellationRequested; number += Callers)
        {
            try
            {
                await pods.CreateAsync("after", number);
            }
            catch (OrleansException)
            {
                await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private static async Task<double> UntilDeadAsync(BindCluster cluster, string silo, long began, CancellationToken cancellationToken)
    {
        await Wait.UntilAsync(
            async token => await cluster.Database.IsDeadAsync(silo, token) ? null : "it is not", $"the silo {silo} is declared dead", Within, Pause, cancellationToken);
        return TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    private static Task UntilBoundAsync(BindCluster cluster, string run, int count, CancellationToken cancellationToken) => Wait.UntilAsync(
        async token => await cluster.Database.BoundAsync(run, token) is var bound && bound >= count ? null : $"{bound} are",
        $"{count} pods are bound",
        Within,
        Pause,
        cancellationToken);
}
