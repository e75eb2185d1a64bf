using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Placing;

/// <summary>What a round did to the cluster, so that it, or the latest part of it, can be undone.</summary>
internal sealed class Journal(ClusterIndex index)
{
    private readonly List<Step> _steps = [];

    /// <summary>How much was done.</summary>
    public int Position => _steps.Count;

    /// <summary>Raised with all that is done or undone that changes what nodes can take.</summary>
    public int Revision { get; private set; }

    public void Clear() => _steps.Clear();

    public void Add(ClusterPod pod, PodClass podClass, int slot)
    {
        Forget(pod.Uid);
        Revision++;
        _steps.Add(new Step(StepKind.Added, index.Add(pod, podClass, slot), null, null));
    }

    public void Terminate(PodEntry entry)
    {
        _steps.Add(new Step(StepKind.Terminated, entry, null, entry.Pod));
        index.Replace(entry, entry.Pod with { Terminating = true });
    }

    public void Nominate(ClusterPod pod, PodClass podClass, int slot)
    {
        Forget(pod.Uid);
        index.Nominate(pod, podClass, slot);
        _steps.Add(new Step(StepKind.Nominated, null, index.NominationOf(pod.Uid), null));
    }

    public void Forget(string uid)
    {
        if (index.HasNominations && index.NominationOf(uid) is { } nomination)
        {
            index.Forget(uid);
            _steps.Add(new Step(StepKind.Forgotten, null, nomination, null));
        }
    }

    /// <summary>Undoes all that was done after a position, the latest first.</summary>
    public void Undo(int position)
    {
        Revision++;
        for (var i = _steps.Count - 1; i >= position; i--)
        {
            Undo(_steps[i]);
        }

        _steps.RemoveRange(position, _steps.Count - position);
    }

    private void Undo(Step step)
    {
        switch (step.Kind)
        {
            case StepKind.Added:
                index.Remove(step.Entry!);
                break;
            case StepKind.Terminated:
                index.Replace(step.Entry!, step.Before!);
                break;
            case StepKind.Nominated:
                index.Forget(step.Nomination!.Pod.Uid);
                break;
            default:
                index.Nominate(step.Nomination!.Pod, step.Nomination.Class, step.Nomination.Slot);
                break;
        }
    }

    private enum StepKind
    {
        Added,
        Terminated,
        Nominated,
        Forgotten,
    }

    private readonly record struct Step(StepKind Kind, PodEntry? Entry, Nomination? Nomination, ClusterPod? Before);
}
