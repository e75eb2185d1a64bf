using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Disruptions;

/// <summary>What a disruption budget is reckoned from.</summary>
/// <param name="Pods">The pods that it is about.</param>
/// <param name="Controllers">Who answers for the pods of a controller, by the controller's uid. Of others, as many are wanted as there are.</param>
public sealed record BudgetView(ImmutableArray<Pod> Pods, ImmutableDictionary<string, ControllerView> Controllers);
