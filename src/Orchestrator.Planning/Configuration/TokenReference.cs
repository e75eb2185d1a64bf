namespace Orchestrator.Planning.Configuration;

/// <summary>Names a token of a pod's service account that the pod asks for.</summary>
/// <param name="Audience">Whom it is shown to; empty is the API.</param>
/// <param name="Lifetime">For how long it is to be good.</param>
public sealed record TokenReference(string Audience, TimeSpan Lifetime);
