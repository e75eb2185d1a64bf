using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Scores;

/// <summary>
/// How much of the pod's images a node has already: their bytes, each by the share of nodes that has it so that not all pods run after one image, between 23 MiB and
/// 1000 MiB a container.
/// </summary>
internal sealed class ImageScore(ClusterIndex index) : IScore
{
    private const long Mebibyte = 1024 * 1024;
    private const long LeastBytes = 23 * Mebibyte;
    private const long MostBytes = 1000 * Mebibyte;

    public bool Applies(PodClass pod)
    {
        foreach (var image in pod.Profile.Images)
        {
            if (index.Image(image) is { Nodes: > 0 })
            {
                return true;
            }
        }

        return false;
    }

    public void Score(PodClass pod, ReadOnlySpan<int> slots, Span<long> scores)
    {
        scores.Clear();
        foreach (var name in pod.Profile.Images)
        {
            if (index.Image(name) is not { } image)
            {
                continue;
            }

            var worth = (long)(image.Bytes * (image.Nodes / (double)index.Nodes.Count));
            for (var i = 0; worth > 0 && i < slots.Length; i++)
            {
                scores[i] += Bits.Has(image.Words, slots[i]) ? worth : 0;
            }
        }

        var most = MostBytes * pod.Profile.Images.Length;
        for (var i = 0; i < slots.Length; i++)
        {
            scores[i] = Normalizing.Best * (Math.Clamp(scores[i], LeastBytes, most) - LeastBytes) / (most - LeastBytes);
        }
    }
}
