using System.Runtime.CompilerServices;
using Orchestrator.Agent.Pods;
using Orchestrator.Containers;
using Orchestrator.Contracts;

namespace Orchestrator.Agent.Logs;

/// <summary>Reads the output of containers of pods on this node.</summary>
internal sealed class ContainerLogs(IContainerEngine engine, Func<string, PodWorker?> find)
{
    /// <summary>The asked part of the output, as it comes.</summary>
    public async IAsyncEnumerable<byte[]> ReadAsync(LogRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var id = Locate(request);
        var options = new LogOptions { Follow = request.Follow, TailLines = request.TailLines, Since = request.Since, Timestamps = request.Timestamps };
        var left = request.LimitBytes ?? long.MaxValue;
        await using var chunks = engine.ReadLogsAsync(id, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (left > 0 && await MoveNextAsync(chunks, request))
        {
            var chunk = chunks.Current;
            var wanted = chunk.Length <= left ? chunk : chunk[..(int)left];
            left -= wanted.Length;
            yield return wanted.ToArray();
        }
    }

    // What the engine says is told to whoever asked, in the API's terms.
    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<ReadOnlyMemory<byte>> chunks, LogRequest request)
    {
        try
        {
            return await chunks.MoveNextAsync();
        }
        catch (EngineException e) when (e.Fault == EngineFault.Unavailable)
        {
            throw ApiErrors.Of(503, "ServiceUnavailable", $"the container engine does not answer: {e.Message}", null);
        }
        catch (EngineException e)
        {
            throw ApiErrors.BadRequest($"the output of container \"{request.Container}\" cannot be read: {e.Message}");
        }
    }

    private string Locate(LogRequest request)
    {
        var worker = find(request.PodUid) ?? throw ApiErrors.NotFound("", "pods", request.PodUid);
        var pod = worker.Binding.Name;
        var runs = worker.Find(request.Container)?.Runs ?? throw ApiErrors.BadRequest($"container {request.Container} is not valid for pod {pod}");

        if (request.Previous)
        {
            return runs.Length > 1
                ? runs[^2].Id
                : throw ApiErrors.BadRequest($"previous terminated container \"{request.Container}\" in pod \"{pod}\" not found");
        }

        return runs.Length > 0
            ? runs[^1].Id
            : throw ApiErrors.BadRequest($"container \"{request.Container}\" in pod \"{pod}\" is waiting to start: ContainerCreating");
    }
}
