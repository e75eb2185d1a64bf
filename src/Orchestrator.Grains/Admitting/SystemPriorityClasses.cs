using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Scheduling;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Grains.Admitting;

/// <summary>The priority classes that every cluster has.</summary>
public static class SystemPriorityClasses
{
    /// <summary>They, as Kubernetes has them.</summary>
    private static ImmutableArray<PriorityClass> All { get; } =
    [
        Of(SystemPriorityClass.ClusterCritical, SystemPriorityClass.ClusterCriticalValue, "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary."),
        Of(SystemPriorityClass.NodeCritical, SystemPriorityClass.NodeCriticalValue, "Used for system critical pods that must not be moved from their current node."),
    ];

    /// <summary>Makes those that are not there.</summary>
    public static async Task EnsureAsync(IResourceReader reader, IPassiveResourceStore store, IIdentities ids, TimeProvider clock, CancellationToken cancellationToken)
    {
        foreach (var needed in All)
        {
            var key = new ResourceKey("scheduling.k8s.io", "PriorityClass", "", needed.Metadata.Name);
            if (await reader.FindAsync(key, cancellationToken) is not null)
            {
                continue;
            }

            var made = ResourceDefaults.Apply(needed.WithMetadata(needed.Metadata with { Uid = ids.NewUid(), CreationTimestamp = clock.GetUtcNow(), Generation = 1 }));
            try
            {
                await store.PutAsync(ResourceJson.SerializeToUtf8(made), 0, cancellationToken);
            }
            catch (RevisionConflictException)
            {
                // Another silo was quicker; now it is there.
            }
        }
    }

    private static PriorityClass Of(string name, int value, string description) => new()
    {
        Metadata = new ObjectMeta { Name = name },
        Value = value,
        Description = description,
    };
}
