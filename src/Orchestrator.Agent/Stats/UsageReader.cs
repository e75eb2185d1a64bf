using System.Collections.Immutable;
using Orchestrator.Agent.Streams;
using Orchestrator.Containers;
using Orchestrator.Contracts.Usage;

namespace Orchestrator.Agent.Stats;

/// <summary>Reads what all pods of this node use, from the kernel. The engine is asked once for each container: for its process.</summary>
/// <param name="containers">The pods.</param>
/// <param name="places">Where their containers are on the machine.</param>
/// <param name="stats">What containers use.</param>
public sealed class UsageReader(IContainersOnNode containers, ContainerPlaces places, ContainerStats stats)
{
    private const int ParallelQuestions = 8;

    /// <summary>Looks at all containers that run now.</summary>
    /// <exception cref="Contracts.ApiException">503: the engine does not answer, and there are containers that it has to be asked about.</exception>
    public async Task<NodeUsage> ReadAsync(CancellationToken cancellationToken)
    {
        // Files are read on a thread of the pool, whoever asks.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var pods = containers.All().Select(pod => (pod.Pod.Metadata, Running: pod.Running.ToList())).Where(pod => pod.Running.Count > 0).ToList();
        var ids = pods.SelectMany(pod => pod.Running).Select(container => container.Id).ToHashSet(StringComparer.Ordinal);
        stats.KeepOnly(ids);
        places.KeepOnly(ids);
        await FindPlacesAsync(ids, cancellationToken).ConfigureAwait(false);
        var usages = from pod in pods
                     let samples = pod.Running.Select(container => Sample(container.Name, container.Id)).OfType<ContainerSample>().ToImmutableArray()
                     where !samples.IsEmpty
                     orderby pod.Metadata.Namespace, pod.Metadata.Name
                     select new PodUsage(pod.Metadata.Namespace, pod.Metadata.Name, pod.Metadata.Uid, samples);
        return new NodeUsage([.. usages]);
    }

    private async Task FindPlacesAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var unknown = ids.Where(id => places.Known(id) is null).ToList();
        var bound = new ParallelOptions { MaxDegreeOfParallelism = ParallelQuestions, CancellationToken = cancellationToken };
        try
        {
            await Parallel.ForEachAsync(unknown, bound, async (id, token) => await places.FindAsync(id, token).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (EngineException e)
        {
            throw EngineAnswers.Unavailable(e.Message);
        }
    }

    // One that has just ended uses nothing.
    private ContainerSample? Sample(string name, string id) =>
        places.Known(id) is { Pid: > 0 and var process } && stats.Read(id, process) is { } usage
            ? new ContainerSample
            {
                Name = name,
                At = usage.At,
                CpuNanoseconds = usage.CpuNanoseconds,
                WorkingSetBytes = usage.WorkingSetBytes,
                MemoryBytes = usage.MemoryBytes,
                Processes = usage.Processes,
            }
            : null;
}
