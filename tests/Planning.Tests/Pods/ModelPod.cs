using System.Globalization;
using Orchestrator.Planning.Containers;
using Orchestrator.Planning.Pods;

namespace Orchestrator.Planning.Tests.Pods;

/// <summary>A pod whose steps are taken at once on an engine in memory, and to which things happen.</summary>
internal sealed class ModelPod(PodView first)
{
    private readonly List<string> _events = [];
    private int _made;

    public PodView View { get; private set; } = first;

    public DateTimeOffset Now { get; private set; } = PodSamples.Now;

    /// <summary>What happened, in order, for whoever reads a failure.</summary>
    public string History => string.Join("; ", _events);

    public void Pass(TimeSpan time) => Now += time;

    public void Remove() => View = View with { RemoveAt = Now + PodSamples.Grace };

    public PodPlan Plan() => PodPlanner.Plan(View, Now);

    /// <summary>Takes some of the steps of a plan, as an agent does that is interrupted.</summary>
    public void Take(PodPlan plan, Func<PlannedStep, bool> chosen)
    {
        foreach (var planned in plan.Steps.Where(chosen))
        {
            _events.Add(PodSamples.Words(plan with { Steps = [planned] }));
            Change(planned.Container, view => Take(view, planned.Step));
        }

        var sandbox = View.Sandbox?.Newest is { State: RunState.Running } running ? running.Id : null;
        View = View with { Containers = [.. View.Containers.Select(container => container with { SandboxId = View.Sandbox is null ? "" : sandbox })] };
    }

    /// <summary>A run ends by itself.</summary>
    public void End(string container, int exitCode)
    {
        _events.Add($"{container} ends with {exitCode}");
        Change(container, view => view.IsRunning ? WithNewest(view, run => run with { State = RunState.Exited, ExitCode = exitCode, FinishedAt = Now }) : view);
        Take(Plan(), _ => false);
    }

    /// <summary>Somebody removes all that there is of a container.</summary>
    public void Lose(string container)
    {
        _events.Add($"{container} is removed");
        Change(container, view => view with { Runs = [] });
        Take(Plan(), _ => false);
    }

    private void Change(string container, Func<ContainerView, ContainerView> change) => View = container.Length == 0
        ? View with { Sandbox = change(View.Sandbox!) }
        : View with { Containers = [.. View.Containers.Select(view => view.Name == container ? change(view) : view)] };

    private ContainerView Take(ContainerView view, ContainerStep step) => step switch
    {
        ContainerStep.EnsureImage => view with { ImageReady = true },
        ContainerStep.Create create => Made(view, create),
        ContainerStep.Start => WithNewest(view, run => run with { State = RunState.Running, StartedAt = Now }) with { StartedAttempt = view.Newest!.Attempt },
        ContainerStep.Stop => WithNewest(view, run => run with { State = RunState.Exited, ExitCode = 143, FinishedAt = Now }),
        ContainerStep.Remove remove => view with { Runs = [.. view.Runs.Where(run => !remove.Ids.Contains(run.Id))] },
        _ => throw new InvalidOperationException($"{step}"),
    };

    private ContainerView Made(ContainerView view, ContainerStep.Create create)
    {
        var run = new ContainerRun
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{view.Name}#{++_made}"),
            Attempt = create.Attempt,
            BackoffBefore = create.Backoff,
            State = RunState.Created,
            SandboxId = view.Name.Length == 0 ? "" : view.SandboxId!,
        };
        return view with { Runs = [.. view.Runs.Where(old => !create.Forget.Contains(old.Id)), run], ImageReady = view.Name.Length == 0 };
    }

    private static ContainerView WithNewest(ContainerView view, Func<ContainerRun, ContainerRun> change) => view with { Runs = [.. view.Runs[..^1], change(view.Newest!)] };
}
