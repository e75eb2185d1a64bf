using System.Collections.Immutable;
using Orchestrator.Agent.Volumes;
using Orchestrator.Planning.Containers;
using Orchestrator.Planning.Probes;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pods;

/// <summary>One container of a pod, or its sandbox, as the pod's worker knows it. Only the worker changes it; others may read <see cref="View"/>.</summary>
internal sealed class ContainerSlot
{
    private readonly Func<int, RunFiles> _files;
    private readonly HashSet<string> _postStarted = new(StringComparer.Ordinal);
    private ContainerView _view;

    /// <summary>Makes a slot.</summary>
    /// <param name="container">The container as declared.</param>
    /// <param name="view">What is known of it at first.</param>
    /// <param name="files">What a run has on the node's disk, by its attempt.</param>
    public ContainerSlot(Container container, ContainerView view, Func<int, RunFiles> files)
    {
        Container = container;
        _view = view;
        _files = files;
    }

    /// <summary>The container as declared.</summary>
    public Container Container { get; set; }

    /// <summary>Its name; empty for the sandbox.</summary>
    public string Name => _view.Name;

    /// <summary>What is known of it.</summary>
    public ContainerView View
    {
        get => Volatile.Read(ref _view);
        private set => Volatile.Write(ref _view, value);
    }

    /// <summary>Its status as last described; null at first.</summary>
    public ContainerStatus? Status { get; set; }

    /// <summary>The step that is being taken, or null.</summary>
    public SlotWork? Work { get; set; }

    /// <summary>Whether a run is just being made or started: what the step answers may be older than what is heard of the run meanwhile.</summary>
    public bool IsMaking => Work is { Step: ContainerStep.Create or ContainerStep.Start };

    /// <summary>Whether something was heard of the container while a run was being made, so that it has to be looked at again after that.</summary>
    public bool IsStale { get; set; }

    /// <summary>When the engine is asked again after a step that failed; null where none did.</summary>
    public DateTimeOffset? RetryAt { get; set; }

    /// <summary>How many steps in a row have failed.</summary>
    public int Failures { get; set; }

    /// <summary>The run whose back-off was told of.</summary>
    public string? BackedOffAfter { get; set; }

    /// <summary>The user that the image says, as of the last look for it.</summary>
    public string ImageUser { get; set; } = "";

    /// <summary>The runs whose hook before the stop has been begun; it is not done twice.</summary>
    public HashSet<string> PreStopped { get; } = new(StringComparer.Ordinal);

    /// <summary>What an earlier life of the agent had found out about the newest run; null where it is this life's own.</summary>
    public RecalledVerdict? Recalled { get; private set; }

    /// <summary>What a run has on the node's disk.</summary>
    public RunFiles Files(int attempt) => _files(attempt);

    /// <summary>These are all runs that there are.</summary>
    public void SetRuns(IEnumerable<ContainerRun> found)
    {
        ImmutableArray<ContainerRun> runs = [.. found.OrderBy(run => run.Attempt).Select(WithKnownCause)];
        var started = runs.LastOrDefault(run => run.StartedAt is not null || run.State == RunState.StartFailed)?.Attempt;
        var newest = View.StartedAttempt is { } known && started is { } seen ? Math.Max(known, seen) : started ?? View.StartedAttempt;
        var another = runs.IsEmpty || runs[^1].Id != View.Newest?.Id;
        _postStarted.IntersectWith(runs.Select(run => run.Id));
        View = View with { Runs = runs, StartedAttempt = newest };
        if (another)
        {
            RecallNewest();
        }
    }

    /// <summary>This is how a run is, or is now.</summary>
    public void Put(ContainerRun run) => SetRuns(View.Runs.Where(other => other.Id != run.Id).Append(run));

    /// <summary>These runs are not there any more.</summary>
    public void Drop(IEnumerable<string> ids)
    {
        var gone = ids.ToHashSet(StringComparer.Ordinal);
        SetRuns(View.Runs.Where(run => !gone.Contains(run.Id)));
    }

    /// <summary>The sandbox that the next run joins.</summary>
    public void Join(string? sandboxId)
    {
        if (View.SandboxId != sandboxId)
        {
            View = View with { SandboxId = sandboxId };
        }
    }

    /// <summary>The image is there for the next run.</summary>
    public void FindImage(string user)
    {
        ImageUser = user;
        View = View with { ImageReady = true, Setback = null };
    }

    /// <summary>The image has to be looked for again before the next run.</summary>
    public void ForgetImage() => View = View with { ImageReady = View.Name.Length == 0 };

    /// <summary>A run was made.</summary>
    public void Made()
    {
        ForgetImage();
        View = View with { Setback = null };
    }

    /// <summary>Something that the next run needs failed.</summary>
    public void SetBack(string reason, string message, DateTimeOffset now) =>
        View = View with { Setback = new Setback(reason, message, (View.Setback?.Failures ?? 0) + 1, now) };

    /// <summary>What the container is configured by has changed: where that kept it from being made, it is tried again at once.</summary>
    public void Reconfigured()
    {
        if (View.Setback is { Reason: ContainerReason.CreateContainerConfigError } setback)
        {
            View = View with { Setback = setback with { At = DateTimeOffset.MinValue } };
        }
    }

    /// <summary>What was to be done after the start of a run is done.</summary>
    public void PostStarted(string id)
    {
        _postStarted.Add(id);
        if (View.Newest?.Id == id)
        {
            View = View with { PostStartDone = true };
        }
    }

    /// <summary>A run has to be stopped.</summary>
    public void Condemn(Condemnation condemnation) => View = View with { Condemned = condemnation };

    /// <summary>What the probes say of the newest run.</summary>
    public void Judge(bool started, bool ready) => View = View with { Started = started, Ready = ready };

    // What is known of a run beside what the engine says of it: from this life of the agent, or from the notes of the one before.
    private void RecallNewest()
    {
        var newest = View.Newest;
        var condemned = newest is null || View.Condemned?.RunId == newest.Id ? View.Condemned : null;
        if (newest is not null && condemned is null && Name.Length > 0)
        {
            condemned = Files(newest.Attempt).ReadCondemned(newest.Id);
        }

        var hook = Container.Lifecycle?.PostStart;
        var before = newest is not null && Status?.ContainerId == $"docker://{newest.Id}" && Status.State.Running is not null ? Status : null;
        Recalled = before is null ? null : new RecalledVerdict(newest!.Id, new ProbeVerdict(before.Started == true, before.Ready));
        View = View with
        {
            Condemned = condemned,
            PostStartDone = hook is null || newest is null || _postStarted.Contains(newest.Id) || Files(newest.Attempt).IsPostStartDone,
            Started = Container.StartupProbe is null || before is { Started: true },
            Ready = before is { Ready: true } || (Container.ReadinessProbe is null && Container.StartupProbe is null),
        };
    }

    // The engine's outage, and a run's last words, are known to the first look after it only; what that look found out holds for every later one.
    private ContainerRun WithKnownCause(ContainerRun run)
    {
        var known = View.Runs.FirstOrDefault(known => known.Id == run.Id);
        if (known is null || known.FinishedAt != run.FinishedAt)
        {
            return run;
        }

        return known.EndedByEngine ? run with { EndedByEngine = true, Message = known.Message } : run.Message.Length == 0 ? run with { Message = known.Message } : run;
    }
}
