using Orchestrator.Contracts.Writing;
using Orchestrator.Resources.Policy;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Grains.Disruptions;

/// <summary>A budget as it is stored.</summary>
/// <param name="Budget">The budget.</param>
/// <param name="Revision">Its revision, on which writes insist.</param>
internal sealed record StoredBudget(PodDisruptionBudget Budget, long Revision)
{
    private const int AttemptsMax = 10;

    /// <summary>Takes a step that reads budgets and writes them, anew where somebody else has written one of them in between; false where it is not done, or somebody always has.</summary>
    public static async Task<bool> UnlessRacedAsync(Func<Task<bool>> step)
    {
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            try
            {
                return await step();
            }
            catch (RevisionConflictException)
            {
                // The next attempt counts anew.
            }
        }

        return false;
    }

    /// <summary>Stores another status.</summary>
    /// <exception cref="RevisionConflictException">Somebody else has written the budget since it was read.</exception>
    public Task WriteAsync(IPassiveResourceStore store, PodDisruptionBudgetStatus status) =>
        store.PutAsync(ResourceJson.SerializeToUtf8(Budget with { Status = status }), Revision, CancellationToken.None);
}
