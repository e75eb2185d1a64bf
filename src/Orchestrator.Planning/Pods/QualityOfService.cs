using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Pods;

/// <summary>How far what a pod may use goes beyond what it asked for (Kubernetes' documentation, "Pod Quality of Service Classes").</summary>
internal static class QualityOfService
{
    private static readonly string[] Resources = [ResourceName.Cpu, ResourceName.Memory];

    public static string Of(PodSpec spec)
    {
        var all = spec.InitContainers.Concat(spec.Containers).ToList();
        if (all.TrueForAll(AsksForNothing))
        {
            return QosClass.BestEffort;
        }

        return all.TrueForAll(IsGuaranteed) ? QosClass.Guaranteed : QosClass.Burstable;
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
