using Orchestrator.Contracts;
using Orchestrator.Planning.Containers;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pods;

/// <summary>What a pod's worker tells.</summary>
internal sealed partial class PodWorker
{
    private void Publish(PodPlan plan, bool removed)
    {
        var context = PodContext.Of(_scope.Pod.Spec, plan.Stage) with { Obstacle = Obstacle() };
        foreach (var slot in _slots.Containers)
        {
            slot.Status = ContainerStatusPlanner.Describe(slot.Container, context, slot.View, slot.Status);
            SayBackoff(slot);
        }

        if (_unbound || (NothingToSay(plan) && !removed))
        {
            return;
        }

        _reporter.Publish(new PodReport
        {
            Uid = Binding.Uid,
            NodeName = _services.Options.NodeName,
            HostIP = _services.HostAddress,
            PodIP = _scope.ReachedAt,
            AcceptedAt = _acceptedAt,
            InitContainers = Statuses(init: true),
            Containers = Statuses(init: false),
            FailedReason = plan.Failure?.Reason,
            FailedMessage = plan.Failure?.Message,
            Removed = removed,
        });
    }

    private System.Collections.Immutable.ImmutableArray<ContainerStatus> Statuses(bool init) =>
        [.. _slots.Containers.Where(slot => (slot.View.Role != ContainerRole.Container) == init).Select(WithDevices)];

    private ContainerStatus WithDevices(ContainerSlot slot) => _scope.Devices.IsEmpty
        ? slot.Status!
        : slot.Status! with { AllocatedResourcesStatus = _services.Devices.Describe(_scope.Pod, slot.Name, _scope.Devices) };

    private bool NothingToSay(PodPlan plan) =>
        plan.Failure is null && Obstacle() is null && _slots.All.All(slot => slot.View is { Runs.IsEmpty: true, Setback: null, StartedAttempt: null });

    // What keeps all containers of the pod from being made.
    private string? Obstacle() =>
        _volumes.Setback?.Message
        ?? _slots.Sandbox?.View.Setback?.Message
        ?? (_slots.Sandbox?.View.Newest is { State: RunState.StartFailed } failed ? failed.Message : null);

    // Once for each run: a container that ends again and again is otherwise told of by its status alone.
    private void SayBackoff(ContainerSlot slot)
    {
        if (slot.View.Newest is not { } newest || newest.Id == slot.BackedOffAfter || slot.Status?.State.Waiting is not { Reason: ContainerReason.CrashLoopBackOff } waiting)
        {
            return;
        }

        slot.BackedOffAfter = newest.Id;
        _services.Events.Warning(_scope.Pod, "BackOff", $"Container {slot.Name}: {waiting.Message}");
    }
}
