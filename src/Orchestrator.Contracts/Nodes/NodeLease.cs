using Orleans;

namespace Orchestrator.Contracts;

/// <summary>The answer to a sign of life: for how long the node may count on being known to live.</summary>
/// <param name="Duration">How long from when the sign of life was sent. A node that was not answered anew by then is cut off.</param>
/// <param name="Losses">
/// How often the node has been lost. What was bound to it may have moved meanwhile: it is not ready before it has compared what runs with what is bound, since the last time.
/// </param>
[Immutable]
public sealed record NodeLease(TimeSpan Duration, long Losses);
