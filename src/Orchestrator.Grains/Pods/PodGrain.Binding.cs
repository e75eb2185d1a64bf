using Orchestrator.Contracts;
using Orchestrator.Planning.Scheduling;

namespace Orchestrator.Grains.Pods;

/// <summary>To a node that a scheduler of others has chosen. The node decides here, too.</summary>
public sealed partial class PodGrain
{
    /// <inheritdoc/>
    public async Task Bind(BindingOrder order)
    {
        var pod = Require(order.ExpectedUid, order.ExpectedRevision);
        if (pod.Metadata.DeletionTimestamp is not null)
        {
            throw NotBound($"pod {Name} is being deleted, cannot be assigned to a host");
        }

        if (pod.Spec.NodeName is { Length: > 0 } taken)
        {
            throw NotBound($"pod {Name} is already assigned to node \"{taken}\"");
        }

        if (order.DryRun)
        {
            return;
        }

        var admission = await GrainFactory.GetGrain<INodeGrain>(GrainKey.Node(order.NodeName)).Bind(PodDemand.Of(pod));
        if (!admission.Admitted)
        {
            throw NotBound($"the node \"{order.NodeName}\" does not take the pod: {admission.Reason}");
        }

        await BindAsync(pod, order.NodeName);
    }

    private ApiException NotBound(string why) => ApiErrors.Conflict(Description.Group, "pods/binding", Name, why);
}
