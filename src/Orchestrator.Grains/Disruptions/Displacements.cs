using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
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
    private const int AttemptsMax = 10;

    private readonly List<(PodBinding Pod, string Budget)> _taken = [];

    /// <summary>Takes them; false where a budget does not allow it, and then nothing is taken.</summary>
    public async Task<bool> TryTakeAsync(ImmutableArray<PodBinding> pods)
    {
        foreach (var pod in pods)
        {
            if (!await UnlessRacedAsync(() => TakeAsync(pod)))
            {
                await GiveBackAsync();
                return false;
            }
        }

        return true;
    }

    private async Task<bool> TakeAsync(PodBinding binding)
    {
        var found = await services.Reader.FindAsync(new ResourceKey("", "Pod", binding.Namespace, binding.Name), CancellationToken.None);
        if (found is null || ResourceJson.Deserialize<Pod>(found.Document.Span) is not { } pod || pod.Metadata.Uid != binding.Uid || EvictionRules.NeedsNoBudget(pod))
        {
            return true;
        }

        var budgets = (await DisruptionSight.BudgetsAsync(services.Reader, binding.Namespace, CancellationToken.None))
            .RemoveAll(stored => stored.Budget.Spec.Selector is not { IsEmpty: false } selector || !selector.Matches(pod.Metadata.Labels));
        var sight = budgets.IsEmpty ? null : await DisruptionSight.ReadAsync(services.Reader, binding.Namespace, CancellationToken.None);
        foreach (var stored in budgets)
        {
            if (!await TakeAsync(pod, binding, stored, BudgetPlanner.Plan(stored.Budget, sight!.Of(stored.Budget), services.Clock.GetUtcNow())))
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
            await WriteAsync(stored, next);
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
            await UnlessRacedAsync(async () =>
            {
                var found = await services.Reader.FindAsync(new ResourceKey("policy", "PodDisruptionBudget", pod.Namespace, budget), CancellationToken.None);
                if (found is not null)
                {
                    var stored = new StoredBudget(ResourceJson.Deserialize<PodDisruptionBudget>(found.Document.Span), found.Revision);
                    var without = stored.Budget with { Status = stored.Budget.Status with { DisruptedPods = stored.Budget.Status.DisruptedPods.Remove(pod.Name) } };
                    var sight = await DisruptionSight.ReadAsync(services.Reader, pod.Namespace, CancellationToken.None);
                    await WriteAsync(stored, BudgetPlanner.Plan(without, sight.Of(without), services.Clock.GetUtcNow()));
                }

                return true;
            });
        }
    }

    // Whoever writes a budget insists on what was read of it, so another writer makes the reckoning begin anew.
    private static async Task<bool> UnlessRacedAsync(Func<Task<bool>> step)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await step();
            }
            catch (RevisionConflictException) when (attempt < AttemptsMax)
            {
                continue;
            }
            catch (RevisionConflictException)
            {
                return false;
            }
        }
    }

    private Task<PassiveWrite> WriteAsync(StoredBudget stored, PodDisruptionBudgetStatus status) =>
        services.Passive.PutAsync(ResourceJson.SerializeToUtf8(stored.Budget with { Status = status }), stored.Revision, CancellationToken.None);
}
