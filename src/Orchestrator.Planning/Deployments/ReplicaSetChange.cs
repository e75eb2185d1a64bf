using System.Collections.Immutable;

namespace Orchestrator.Planning.Deployments;

/// <summary>A replica set to scale or annotate, in one write.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Uid">Its uid.</param>
/// <param name="Replicas">How many replicas to ask it for.</param>
/// <param name="Annotations">Annotations to set.</param>
/// <param name="MinReadySeconds">The <c>minReadySeconds</c> to give it; null leaves it as it is.</param>
public sealed record ReplicaSetChange(
    string Name, string Uid, int Replicas, ImmutableSortedDictionary<string, string> Annotations, int? MinReadySeconds = null);
