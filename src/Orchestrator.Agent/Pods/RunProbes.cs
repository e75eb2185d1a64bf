using Orchestrator.Agent.Probes;
using Orchestrator.Planning.Containers;
using Orchestrator.Planning.Pods;
using Orchestrator.Planning.Probes;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pods;

/// <summary>Has the running containers of a pod probed, each run from the end of its hook after the start, and takes in what the probes say.</summary>
/// <param name="scope">The pod.</param>
/// <param name="wake">Called when a probe has something to say.</param>
internal sealed class RunProbes(PodScope scope, Action wake) : IDisposable
{
    private readonly Dictionary<string, FollowedRun> _followed = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var run in _followed.Values)
        {
            run.Dispose();
        }

        _followed.Clear();
    }

    /// <summary>Begins to probe what runs, and ends it for what does not. What is to end with its pod is asked for its readiness alone.</summary>
    public void Follow(IEnumerable<ContainerSlot> slots, PodStage stage)
    {
        var ends = stage is not (PodStage.Initializing or PodStage.Running);
        foreach (var slot in slots.Where(HasProbes))
        {
            var wanted = slot.View is { IsRunning: true, PostStartDone: true } ? slot.View.Newest! : null;
            if (_followed.TryGetValue(slot.Name, out var followed) && followed.RunId != wanted?.Id)
            {
                followed.Dispose();
                _followed.Remove(slot.Name);
            }

            if (wanted is null)
            {
                continue;
            }

            if (!_followed.TryGetValue(slot.Name, out followed))
            {
                _followed[slot.Name] = followed = Begin(slot, wanted);
            }

            if (ends)
            {
                followed.End();
            }
        }
    }

    /// <summary>Takes in what the probes have said since.</summary>
    public void TakeVerdicts(IEnumerable<ContainerSlot> slots)
    {
        foreach (var slot in slots)
        {
            if (_followed.TryGetValue(slot.Name, out var followed) && followed.TakeVerdict() is { } verdict && slot.View.Newest?.Id == followed.RunId)
            {
                slot.Judge(verdict.Started, verdict.Ready);
                if (verdict.Unhealthy is { } failure && !slot.View.IsCondemned)
                {
                    Condemn(slot, followed.RunId, failure);
                }
            }
        }
    }

    private static bool HasProbes(ContainerSlot slot) => slot.Container is { StartupProbe: not null } or { ReadinessProbe: not null } or { LivenessProbe: not null };

    private FollowedRun Begin(ContainerSlot slot, ContainerRun run)
    {
        var followed = new FollowedRun(run.Id, wake, happened => scope.Services.Events.Warning(scope.Pod, happened.Reason, happened.Message));
        followed.Begin(scope.Services.Probes, new ProbeTarget
        {
            PodUid = scope.Uid,
            Container = slot.Container,
            Address = scope.ReachedAt ?? "",
            StartedAt = run.StartedAt ?? scope.Services.Clock.GetUtcNow(),
            Command = EngineCommands.Of(scope.Services.Engine, run.Id),
            Known = slot.Recalled is { } known && known.RunId == run.Id ? known.Verdict : null,
        });
        return followed;
    }

    private void Condemn(ContainerSlot slot, string runId, ProbeFailure failure)
    {
        var spec = scope.Pod.Spec;
        var restarts = ContainerPolicy.Of(slot.View.Role, spec.RestartPolicy ?? RestartPolicy.Always) != RestartPolicy.Never;
        var message = ProbeMessages.Killing(slot.Name, failure.Kind, restarts);
        var grace = failure.TerminationGrace ?? PodGrace.Of(spec);
        var condemnation = new Condemnation(runId, message, scope.Services.Clock.GetUtcNow() + grace);
        scope.Note(() => slot.Files(slot.View.Newest!.Attempt).NoteCondemned(condemnation));
        slot.Condemn(condemnation);
    }
}
