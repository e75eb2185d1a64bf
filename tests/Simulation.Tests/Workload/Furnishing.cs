using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Policy;
using Orchestrator.Resources.Scheduling;
using Orchestrator.Resources.Serialization;
using Orchestrator.Simulations.Silos;

namespace Orchestrator.Simulations.Workload;

/// <summary>What is there before anybody acts: objects that people made earlier and leave as they are.</summary>
internal static class Furnishing
{
    /// <summary>The name of the class of pods for which others make room.</summary>
    public const string Urgent = "urgent";

    /// <summary>The class of pods for which others make room.</summary>
    public static void AddPriorityClass(Cluster cluster)
    {
        var urgent = new PriorityClass { Metadata = new ObjectMeta { Name = Urgent, Uid = cluster.Identities.NewUid(), Generation = 1 }, Value = 1000 };
        Put(cluster, new ResourceKey("scheduling.k8s.io", "PriorityClass", "", Urgent), urgent.Metadata.Uid, ResourceJson.SerializeToUtf8(urgent));
    }

    /// <summary>A disruption budget for the pods of a deployment.</summary>
    public static void AddBudget(Cluster cluster, string deployment)
    {
        var most = cluster.Simulation.Random.Next(3);
        var budget = new PodDisruptionBudget
        {
            Metadata = new ObjectMeta { Name = deployment, Namespace = "default", Uid = cluster.Identities.NewUid(), Generation = 1 },
            Spec = new PodDisruptionBudgetSpec
            {
                Selector = new LabelSelector { MatchLabels = StringMap.Of(("app", deployment)) },
                MaxUnavailable = most > 0 ? most : null,
                MinAvailable = most > 0 ? null : 2,
            },
        };
        Put(cluster, new ResourceKey("policy", "PodDisruptionBudget", "default", deployment), budget.Metadata.Uid, ResourceJson.SerializeToUtf8(budget));
    }

    private static void Put(Cluster cluster, ResourceKey key, string uid, ReadOnlyMemory<byte> document) =>
        cluster.Database.States.Put(new StoredResource(key, uid, 1, cluster.Database.States.NextVersion(), document));
}
