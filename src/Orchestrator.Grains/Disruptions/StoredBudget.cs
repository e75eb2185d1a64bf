using Orchestrator.Resources.Policy;

namespace Orchestrator.Grains.Disruptions;

/// <summary>A budget as it is stored.</summary>
/// <param name="Budget">The budget.</param>
/// <param name="Revision">Its revision, on which writes insist.</param>
internal sealed record StoredBudget(PodDisruptionBudget Budget, long Revision);
