using Orchestrator.Agent.Pods;
using Orchestrator.Planning.Eviction;
using Orchestrator.Planning.Pods;

namespace Orchestrator.Agent.Shutdown;

/// <summary>
/// Ends the pods of a machine that goes down, each with its grace, as Kubernetes does ("Graceful node shutdown"): first the ordinary ones, then those that the system
/// cannot do without. Owners then replace them elsewhere.
/// </summary>
internal sealed class GracefulShutdown(AgentServices services, Func<IReadOnlyCollection<PodWorker>> workers)
{
    private const string Reason = "Terminated";
    private const string Message = "Pod was terminated in response to imminent node shutdown.";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Ends them, and returns when nothing runs or the time is over.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var all = workers();
        var critical = services.Options.ShutdownGraceCritical;
        await EndAsync([.. all.Where(worker => !IsCritical(worker))], services.Options.ShutdownGrace - critical, cancellationToken);
        await EndAsync([.. all.Where(IsCritical)], critical, cancellationToken);
    }

    private static bool IsCritical(PodWorker worker) => SystemPriority.Has(worker.Pod.Spec);

    private async Task EndAsync(IReadOnlyList<PodWorker> pods, TimeSpan most, CancellationToken cancellationToken)
    {
        var begun = services.Clock.GetUtcNow();
        foreach (var worker in pods)
        {
            var own = PodGrace.Of(worker.Pod.Spec);
            services.Events.Normal(worker.Pod, "NodeShutdown", Message);
            worker.Fail(new PodFailure(Reason, Message, begun + (own < most ? own : most)));
        }

        // A little longer than the grace: what is killed at its end is to be seen and told.
        var until = begun + most + TimeSpan.FromSeconds(2);
        while (services.Clock.GetUtcNow() < until && pods.Any(worker => worker.RunningIds.Any() || !worker.Told))
        {
            await Task.Delay(Pause, services.Clock, cancellationToken);
        }
    }
}
