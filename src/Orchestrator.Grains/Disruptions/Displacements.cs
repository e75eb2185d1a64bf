using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Grains.Resources;
using Orchestrator.Planning.Disruptions;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Policy;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Grains.Disruptions;

/// <summary>
/// Takes pods that are to make room for others from their budgets, all or none, by the same writes as evictions. Unlike those, a pod may have several budgets, and one without
/// labels in its selector is for no pods, as in Kubernetes' scheduler.
/// </summary>
internal sealed class Displacements(GrainServices services)
{
    private readonly List<(PodBinding Pod, string Budget)> _taken = [];

    /// <summary>Takes them; false where a budget does not allow it, and then nothing is taken.</summary>
    public async Task<bool> TryTakeAsync(ImmutableArray<PodBinding> pods)
    {
        foreach (var pod in pods)
        {
            if (!await StoredBudget.UnlessRacedAsync(() => TakeAsync(pod)))
            {
                await GiveBackAsync();
                return false;
            }
        }

        return true;
    }

    private async Task<bool> TakeAsync(PodBinding binding)
    {
        if (await GuardedPod.FindAsync(services, binding.Namespace, binding.Name, selector => !selector.IsEmpty) is not { } guarded || guarded.Pod.Metadata.Uid != binding.Uid)
        {
            return true;
        }

        foreach (var (stored, status) in guarded.Budgets)
        {
            if (!await TakeAsync(guarded.Pod, binding, stored, status))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> TakeAsync(Pod pod, PodBinding binding, StoredBudget stored, PodDisruptionBudgetStatus status)
    {
        // Who was granted already is granted: the pod goes only once.
        if (status.DisruptedPods.ContainsKey(binding.Name) || EvictionRules.GoesUnhealthy(pod, stored.Budget, status))
        {
            return true;
        }

        var refused = EvictionRules.Violation(stored.Budget, status) is not null;
        var next = refused ? status : BudgetPlanner.Grant(status, binding.Name, services.Clock.GetUtcNow());

        // What is refused is written, too, so that whoever chooses others goes by it.
        if (!ResourceJson.SameContent(next, stored.Budget.Status))
        {
            await stored.WriteAsync(services.Passive, next);
        }

        if (!refused)
        {
            _taken.Add((binding, stored.Budget.Metadata.Name));
        }

        return !refused;
    }

    // What can't be given back now runs out by itself, as with an eviction that nobody carries out.
    private async Task GiveBackAsync()
    {
        foreach (var (pod, budget) in _taken)
        {
            await StoredBudget.UnlessRacedAsync(async () =>
            {
                var found = await services.Reader.FindAsync(new ResourceKey("policy", "PodDisruptionBudget", pod.Namespace, budget), CancellationToken.None);
                if (found is not null)
                {
                    var stored = new StoredBudget(ResourceJson.Deserialize<PodDisruptionBudget>(found.Document.Span), found.Revision);
                    var without = stored.Budget with { Status = stored.Budget.Status with { DisruptedPods = stored.Budget.Status.DisruptedPods.Remove(pod.Name) } };
                    var sight = await DisruptionSight.ReadAsync(services.Reader, pod.Namespace, CancellationToken.None);
                    await stored.WriteAsync(services.Passive, BudgetPlanner.Plan(without, sight.Of(without), services.Clock.GetUtcNow()));
                }

                return true;
            });
        }
    }
}
