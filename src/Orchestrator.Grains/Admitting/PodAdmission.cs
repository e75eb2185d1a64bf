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
        var classes = await rules.PriorityClassesAsync();
        if (pod.Spec.PriorityClassName is { Length: > 0 } name && classes.All(known => known.Metadata.Name != name)
            && await rules.FindPriorityClassAsync(name) is { } recent)
        {
            // It was made a moment ago.
            classes = classes.Add(recent);
        }

        var (spec, refusal) = PodPriority.Resolve(pod.Spec, classes);
        return refusal is null ? spec : throw Refused(pod, refusal);
    }

    private static ApiException Refused(Pod pod, string why) => ApiErrors.Forbidden("", "pods", pod.Metadata.Name, why);
}
