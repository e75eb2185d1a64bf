using System.Collections.Immutable;
using Orchestrator.Planning.Deployments;
using Orchestrator.Resources.Apps;

namespace Orchestrator.Contracts;

/// <summary>A ReplicaSet: keeps as many pods of one template as asked.</summary>
public interface IReplicaSetGrain : IResourceGrain<ReplicaSet>, ILookAgain, IOwned
{
    /// <summary>What a deployment needs to know of a replica set, or null where there is none.</summary>
    Task<ReplicaSetSummary?> Summarize();

    /// <summary>Asks for another number of replicas; nothing happens where all of it is so already.</summary>
    /// <param name="uid">The object that is meant; 409 Conflict where it is another by now.</param>
    /// <param name="replicas">How many.</param>
    /// <param name="annotations">Annotations to set with it, in the same write.</param>
    /// <param name="minReadySeconds">How long a pod has to be ready before it counts; null leaves it as it is.</param>
    Task Scale(string uid, int replicas, ImmutableSortedDictionary<string, string> annotations, int? minReadySeconds);
}
