using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Pods;

/// <summary>How far what a pod may use goes beyond what it asked for (Kubernetes' documentation, "Pod Quality of Service Classes").</summary>
public static class QualityOfService
{
    private static readonly string[] Resources = [ResourceName.Cpu, ResourceName.Memory];

    /// <summary>The pod's class: one of <see cref="QosClass"/>. Init containers count as the others do.</summary>
    public static string Of(PodSpec spec)
    {
        var containers = spec.InitContainers.AddRange(spec.Containers);
        if (containers.All(AsksForNothing))
        {
            return QosClass.BestEffort;
        }

        return containers.All(IsGuaranteed) ? QosClass.Guaranteed : QosClass.Burstable;
    }

    private static bool AsksForNothing(Container container) => Resources.All(resource =>
        container.Resources.Requests.AmountOf(resource).Sign <= 0 && container.Resources.Limits.AmountOf(resource).Sign <= 0);

    private static bool IsGuaranteed(Container container) => Resources.All(resource =>
    {
        var limit = container.Resources.Limits.AmountOf(resource);
        var request = container.Resources.Requests.TryGetValue(resource, out var asked) ? asked : limit;
        return limit.Sign > 0 && request == limit;
    });
}
