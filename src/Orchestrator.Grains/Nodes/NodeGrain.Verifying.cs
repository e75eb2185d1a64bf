using Orchestrator.Contracts.Reading;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Grains.Nodes;

/// <summary>Whether the pods that the node has admitted are still there, and still what they said they are; and whether the node itself is still what is stored of it.</summary>
public sealed partial class NodeGrain
{
    // The version of each pod that was last compared with what was admitted.
    private Dictionary<ResourceKey, long> _compared = [];

    // A pod that was admitted and then never bound, because its grain was interrupted between the two, would keep its room for ever. What a pod could not tell of itself, or was
    // admitted before anybody asked for it, is told now. What is stored is enough to see that: no grain is asked, which might have to come up for it.
    private async Task VerifyBindingsAsync()
    {
        var bindings = State.Bindings.Select(binding => (Binding: binding, Key: KeyOf(binding.Pod))).ToList();
        var known = bindings.Select(one => one.Key).Append(Key).Distinct().ToDictionary(key => key, key => _compared.GetValueOrDefault(key));
        var changed = await versions.FindChangedAsync(known, CancellationToken.None);
        if (changed.TryGetValue(Key, out var stored) && await CatchUpAsync(stored))
        {
            // What follows from that is seen in the next look.
            return;
        }

        foreach (var (binding, key) in bindings)
        {
            if (changed.TryGetValue(key, out var found))
            {
                await VerifyAsync(binding, found);
            }
        }

        foreach (var (key, found) in changed)
        {
            known[key] = found?.ResourceVersion ?? 0;
        }

        _compared = known;
    }

    private async Task VerifyAsync(Binding binding, StoredResource? found)
    {
        var pod = found is null || found.Uid != binding.Pod.Uid ? null : ResourceJson.Deserialize<Pod>(found.Document.Span);
        if (pod is null || (pod.Spec.NodeName is { Length: > 0 } node && node != Name))
        {
            await Release(binding.Pod.Uid);
        }
        else if (!binding.Finished)
        {
            await PersistAsync(state => Bindings.Retell(state, PodDemand.Of(pod)));
        }
    }

    private static ResourceKey KeyOf(PodDemand pod) => new("", "Pod", pod.Namespace, pod.Name);
}
