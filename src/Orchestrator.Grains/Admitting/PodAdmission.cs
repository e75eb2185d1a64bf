using Orchestrator.Contracts;
using Orchestrator.Planning.Admission;
using Orchestrator.Resources.Core;

namespace Orchestrator.Grains.Admitting;

/// <summary>What a new pod gets from its namespace and its priority class, and what they refuse, whoever makes it.</summary>
public sealed class PodAdmission(NamespaceRules rules)
{
    /// <summary>The pod with its priority and the limits that it does not name itself.</summary>
    /// <exception cref="ApiException">403, in Kubernetes' words.</exception>
    public async Task<Pod> AdmitAsync(Pod pod)
    {
        var ranked = pod with { Spec = await RankAsync(pod) };
        var ranges = await rules.LimitRangesAsync(pod.Metadata.Namespace);
        var complete = LimitRangeDefaults.Apply(ranked, ranges);
        return LimitRangeRules.Faults(complete.Spec, ranges) switch
        {
            [] => complete,
            [var fault] => throw Refused(pod, fault),
            var faults => throw Refused(pod, $"[{string.Join(", ", faults)}]"),
        };
    }

    private async Task<PodSpec> RankAsync(Pod pod)
    {
        var (spec, refusal) = PodPriority.Resolve(pod.Spec, await rules.PriorityClassesAsync(anew: false));
        if (refusal is not null)
        {
            // The class may have been made a moment ago.
            (spec, refusal) = PodPriority.Resolve(pod.Spec, await rules.PriorityClassesAsync(anew: true));
        }

        return refusal is null ? spec : throw Refused(pod, refusal);
    }

    private static ApiException Refused(Pod pod, string why) => ApiErrors.Forbidden("", "pods", pod.Metadata.Name, why);
}
