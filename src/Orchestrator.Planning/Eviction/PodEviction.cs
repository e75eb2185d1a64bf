namespace Orchestrator.Planning.Eviction;

/// <summary>A pod that has to leave its node.</summary>
/// <param name="Uid">The pod.</param>
/// <param name="Message">Why, in Kubernetes' words.</param>
/// <param name="Grace">How long its containers have to end.</param>
public sealed record PodEviction(string Uid, string Message, TimeSpan Grace);
