using Orleans;

namespace Orchestrator.Contracts.Streams;

/// <summary>Opens streams to pods: what <see cref="INodeAgentGrain"/> offers as calls, as input and output.</summary>
/// <param name="agentOf">The agent of a node, by the node's name.</param>
public sealed class PodStreams(Func<string, INodeAgentGrain> agentOf)
{
    /// <summary>Streams to the pods of a cluster.</summary>
    public PodStreams(IGrainFactory grains)
        : this(nodeName => grains.GetGrain<INodeAgentGrain>(GrainKey.NodeAgent(nodeName)))
    {
    }

    /// <summary>Runs a process in a container. Disposing of the stream kills it where it still runs.</summary>
    public Task<PodStream> ExecAsync(string nodeName, ExecRequest request, CancellationToken cancellationToken) =>
        OpenAsync(nodeName, agent => agent.OpenExec(request), cancellationToken);

    /// <summary>Connects to the first process of a container.</summary>
    public Task<PodStream> AttachAsync(string nodeName, AttachRequest request, CancellationToken cancellationToken) =>
        OpenAsync(nodeName, agent => agent.OpenAttach(request), cancellationToken);

    /// <summary>Connects to a port of a pod. Disposing of <see cref="PodStream.Input"/> closes one direction alone.</summary>
    public Task<PodStream> ForwardAsync(string nodeName, PortForwardRequest request, CancellationToken cancellationToken) =>
        OpenAsync(nodeName, agent => agent.OpenPortForward(request), cancellationToken);

    /// <summary>Reads files of a container as a tar archive.</summary>
    public Task<PodStream> ReadArchiveAsync(string nodeName, ArchiveRequest request, CancellationToken cancellationToken) =>
        OpenAsync(nodeName, agent => agent.OpenArchiveRead(request), cancellationToken);

    /// <summary>Writes files of a container from a tar archive. It is complete when <see cref="PodStream.Input"/> was disposed of and the last frame has come.</summary>
    public Task<PodStream> WriteArchiveAsync(string nodeName, ArchiveRequest request, CancellationToken cancellationToken) =>
        OpenAsync(nodeName, agent => agent.OpenArchiveWrite(request), cancellationToken);

    private async Task<PodStream> OpenAsync(string nodeName, Func<INodeAgentGrain, Task<StreamOpened>> open, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var agent = agentOf(nodeName);
        var opening = open(agent);
        try
        {
            return new PodStream(agent, await opening.WaitAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _ = CloseWhenOpenAsync(agent, opening);
            throw;
        }
    }

    // Whoever asked has gone. Where this fails, the session ends because nobody reads from it.
    private static async Task CloseWhenOpenAsync(INodeAgentGrain agent, Task<StreamOpened> opening)
    {
        await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (opening.IsCompletedSuccessfully)
        {
            await agent.CloseStream(opening.Result.Session).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
