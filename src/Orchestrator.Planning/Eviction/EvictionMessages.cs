using System.Text;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Eviction;

/// <summary>The sentences that clients know from Kubernetes.</summary>
internal static class EvictionMessages
{
    public static string LowOn(EvictionThreshold threshold, SignalObservation seen, PodConsumption pod)
    {
        var (signal, resource) = (threshold.Signal, EvictionSignals.Resource(threshold.Signal));
        var quantity = EvictionSignals.Amount(signal, threshold.AmountOf(seen.Capacity));
        var text = new StringBuilder($"The node was low on resource: {resource}. Threshold quantity: {quantity}, available: {EvictionSignals.Amount(signal, seen.Available)}. ");
        foreach (var container in pod.Containers)
        {
            var (used, requested) = Of(signal, container);
            if (used > requested)
            {
                text.Append($"Container {container.Name} was using {Bytes(used)}, request is {Bytes(requested)}, has larger consumption of {resource}. ");
            }
        }

        return text.ToString();
    }

    public static string VolumeLimit(VolumeConsumption volume) => $"Usage of EmptyDir volume \"{volume.Name}\" exceeds the limit \"{Bytes(volume.LimitBytes ?? 0)}\". ";

    public static string ContainerLimit(ContainerConsumption container) =>
        $"Container {container.Name} exceeded its local ephemeral storage limit \"{Bytes(container.DiskLimitBytes ?? 0)}\". ";

    public static string PodLimit(long limit) => $"Pod ephemeral local storage usage exceeds the total limit of containers {Bytes(limit)}. ";

    private static (long Used, long Requested) Of(EvictionSignal signal, ContainerConsumption container) => signal switch
    {
        EvictionSignal.MemoryAvailable => (container.MemoryBytes, container.MemoryRequestBytes),
        EvictionSignal.NodeFsAvailable or EvictionSignal.ImageFsAvailable => (container.DiskBytes, container.DiskRequestBytes),
        _ => (0, 0),
    };

    private static string Bytes(long bytes) => bytes == 0 ? "0" : Quantity.Of(bytes, QuantityFormat.Binary).ToString();
}
