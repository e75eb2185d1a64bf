using Orchestrator.Planning.Containers;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pods;

/// <summary>The containers of a pod, and its sandbox where it has one.</summary>
internal sealed class PodSlots
{
    private readonly PodScope _scope;

    /// <summary>The slots of a pod, with what its stored status says of them.</summary>
    public PodSlots(PodScope scope)
    {
        _scope = scope;
        var pod = scope.Pod;
        var statuses = (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? []).ToList();
        Containers = [.. PodShape.Containers(pod.Spec).Select(item => Slot(item.Container, item.Role, statuses.Find(status => status.Name == item.Container.Name)))];
        Sandbox = scope.HasSandbox
            ? new ContainerSlot(new Container { Name = "" }, new ContainerView { ImageReady = true }, attempt => scope.Files("", attempt))
            : null;
        All = Sandbox is null ? Containers : [Sandbox, .. Containers];
    }

    /// <summary>The sandbox; null where the pod needs none.</summary>
    public ContainerSlot? Sandbox { get; }

    /// <summary>The containers in the order of their start.</summary>
    public IReadOnlyList<ContainerSlot> Containers { get; }

    /// <summary>The sandbox, where there is one, and the containers.</summary>
    public IReadOnlyList<ContainerSlot> All { get; }

    /// <summary>Whether a step is being taken.</summary>
    public bool IsBusy => All.Any(slot => slot.Work is not null);

    /// <summary>The slot of a container; null where there is none of this name.</summary>
    public ContainerSlot? Find(string name) => Containers.FirstOrDefault(slot => slot.Name == name);

    /// <summary>The containers as they are declared by now: another image counts from the next run on.</summary>
    public void Declare(PodSpec spec)
    {
        foreach (var (container, _) in PodShape.Containers(spec))
        {
            if (Find(container.Name) is { } slot)
            {
                slot.Container = container;
            }
        }
    }

    /// <summary>Tells the containers which sandbox there is; returns what is known of it.</summary>
    public ContainerView? Join()
    {
        if (Sandbox is null)
        {
            return null;
        }

        var running = Sandbox.View.Newest is { State: RunState.Running } run ? run.Id : null;
        _scope.SandboxId = running;
        foreach (var slot in Containers)
        {
            slot.Join(running);
        }

        return Sandbox.View;
    }

    /// <summary>When something is due: the given time, or the next try of a step that failed.</summary>
    public DateTimeOffset? Earliest(DateTimeOffset? planned) =>
        All.Select(slot => slot.RetryAt).Append(planned).Where(time => time is not null).DefaultIfEmpty(null).Min();

    private ContainerSlot Slot(Container container, ContainerRole role, ContainerStatus? status)
    {
        var view = new ContainerView { Name = container.Name, Role = role, StartedAttempt = StartedAttempt(status), SandboxId = _scope.HasSandbox ? null : "" };
        return new ContainerSlot(container, view, attempt => _scope.Files(container.Name, attempt)) { Status = status };
    }

    private static int? StartedAttempt(ContainerStatus? status)
    {
        var started = status is not null
            && (status.State.Running is not null || status.State.Terminated is not null || status.LastState.Terminated is not null || status.RestartCount > 0);
        return started ? status!.RestartCount : null;
    }
}
