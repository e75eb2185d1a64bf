using System.Runtime.CompilerServices;
using Orchestrator.Agent.Streams;
using Orchestrator.Containers;
using Orchestrator.Contracts;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Logs;

/// <summary>
/// Reads the output of containers of pods on this node. No more is read from the engine than somebody asks for, so a slow reader waits for nobody but itself; whoever
/// follows hears the end of the run that it follows.
/// </summary>
internal sealed class ContainerLogs(IContainerEngine engine, IContainersOnNode containers, SessionPlaces places)
{
    /// <summary>The asked part of the output, as it comes.</summary>
    public async IAsyncEnumerable<byte[]> ReadAsync(LogRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var id = Locate(request);
        using var place = places.Enter(request.PodUid);
        var options = new LogOptions { Follow = request.Follow, TailLines = request.TailLines, Since = request.Since, Timestamps = request.Timestamps };
        var stamps = request.Timestamps ? new LineStamps() : null;
        var left = request.LimitBytes ?? long.MaxValue;
        var chunks = engine.ReadLogsAsync(id, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (chunks.ConfigureAwait(false))
        {
            for (var more = true; more && left > 0;)
            {
                more = await MoveNextAsync(chunks, request).ConfigureAwait(false);
                var chunk = more ? chunks.Current : ReadOnlyMemory<byte>.Empty;
                var text = stamps is null ? chunk : more ? stamps.Filter(chunk.Span) : stamps.Rest();
                var wanted = text.Length <= left ? text : text[..(int)left];
                left -= wanted.Length;
                if (!wanted.IsEmpty)
                {
                    yield return wanted.ToArray();
                }
            }
        }
    }

    // What the engine says is told to whoever asked, in the API's terms.
    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<ReadOnlyMemory<byte>> chunks, LogRequest request)
    {
        try
        {
            return await chunks.MoveNextAsync().ConfigureAwait(false);
        }
        catch (EngineException e) when (e.Fault == EngineFault.Unavailable)
        {
            throw EngineAnswers.Unavailable(e.Message);
        }
        catch (EngineException e)
        {
            throw ApiErrors.BadRequest($"the output of container \"{request.Container}\" cannot be read: {e.Message}");
        }
    }

    // The run that is meant, by the container's status, as Kubernetes chooses it: of a container that waits for its next run, the last one.
    private string Locate(LogRequest request)
    {
        var here = containers.Find(request.PodUid) ?? throw ApiErrors.NotFound("", "pods", request.PodUid);
        var status = here.StatusOf(request.Container);
        var last = PodHere.IdOf(status?.LastState.Terminated?.ContainerId);
        var container = $"container \"{request.Container}\" in pod \"{here.Pod.Metadata.Name}\"";
        if (request.Previous)
        {
            return last ?? throw ApiErrors.BadRequest($"previous terminated {container} not found");
        }

        return RunOf(status) ?? last ?? throw ApiErrors.BadRequest($"{container} is waiting to start: {status?.State.Waiting?.Reason ?? ContainerReason.ContainerCreating}");
    }

    private static string? RunOf(ContainerStatus? status) => status?.State switch
    {
        { Running: not null } => PodHere.IdOf(status.ContainerId),
        { Terminated: { } ended } => PodHere.IdOf(ended.ContainerId),
        _ => null,
    };
}
