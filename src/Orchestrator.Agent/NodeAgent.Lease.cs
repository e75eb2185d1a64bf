using Orchestrator.Agent.Pods;
using Orchestrator.Containers;
using Orchestrator.Planning.Nodes;
using Orchestrator.Planning.Pods;

namespace Orchestrator.Agent;

/// <summary>What becomes of pods when the node is cut off, and when it is back.</summary>
public sealed partial class NodeAgent
{
    private const string CutOffMessage = "The node was cut off from the control plane for longer than its lease, and the pod must not run on without it.";

    // Well within the margin that the control plane waits after the end of a lease.
    private static readonly TimeSpan CutOffGrace = TimeSpan.FromSeconds(5);

    private Task _endingLeft = Task.CompletedTask;

    // Whether pods are here that must never run twice.
    private bool IsGuarded() => _workers.Values.Any(worker => NodeLossPolicy.IsAtMostOnce(worker.Pod));

    private void EndWithoutLease()
    {
        foreach (var worker in _workers.Values.Where(worker => !worker.Failed && NodeLossPolicy.StopsWhenCutOff(worker.Pod) && !PodLife.IsOver(worker.Pod.Status)))
        {
            var own = PodGrace.Of(worker.Pod.Spec);
            LogCutOff(_services.Log, worker.Binding.Namespace, worker.Binding.Name);
            _services.Events.Warning(worker.Pod, PodReason.NodeLost, CutOffMessage);
            worker.Fail(new PodFailure(PodReason.NodeLost, CutOffMessage, _services.Clock.GetUtcNow() + (own < CutOffGrace ? own : CutOffGrace)));
        }

        if (_endingLeft.IsCompleted)
        {
            _endingLeft = EndLeftAsync(_stopping.Token);
        }
    }

    // A life of the agent that has heard nobody knows of no pods, and containers of the one before run on. What must not says so itself.
    private async Task EndLeftAsync(CancellationToken cancellationToken)
    {
        try
        {
            var left = await _services.Engine.ListContainersAsync(ContainerLabels.OfLeased(_options), cancellationToken);
            await Task.WhenAll(left.Where(IsLeft).Select(container =>
            {
                LogCutOff(_services.Log, container.Labels.GetValueOrDefault(ContainerLabels.PodNamespace, ""), container.Labels.GetValueOrDefault(ContainerLabels.PodName, ""));
                return _services.Engine.StopContainerAsync(container.Id, CutOffGrace, cancellationToken);
            }));
        }
        catch (EngineException e)
        {
            LogNotEnded(_services.Log, e);
        }
    }

    private bool IsLeft(ContainerInfo container) => container.State == ContainerState.Running && _lease.Left <= TimeSpan.Zero
        && !_workers.ContainsKey(container.Labels.GetValueOrDefault(ContainerLabels.PodUid, ""));

    // One comparison of what runs here with what is bound here. It counts when all that it found unbound has gone, which may take as long as those pods' grace.
    private async Task CompareAsync(CancellationToken cancellationToken)
    {
        var mark = _comparison.Begin(out var first);
        var leaving = await new Resync(_services, _workers, Accept).RunAsync(cancellationToken);
        if (first)
        {
            foreach (var worker in _workers.Values)
            {
                // What was reported may have been overruled while the node was taken for lost.
                worker.TellAgain();
            }
        }

        _ = EndComparisonAsync(mark, leaving);
    }

    private async Task EndComparisonAsync((long Losses, int Era) mark, IReadOnlyCollection<Task> leaving)
    {
        await Task.WhenAll(leaving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_comparison.End(mark))
        {
            _reporter.Hurry();
        }
    }
}
