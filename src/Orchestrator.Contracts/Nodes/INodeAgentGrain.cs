using Orchestrator.Contracts.Streams;
using Orchestrator.Contracts.Usage;
using Orleans;

namespace Orchestrator.Contracts;

/// <summary>
/// The door to a node's agent, on the silo of the same name. What goes both ways is a session: it is opened, read from, written to and closed by calls that name it.
/// <see cref="PodStreams"/> makes a stream of one. Refusals are <see cref="ApiException"/>: 404 where the pod or the session is not here, 400 where the container
/// is not in a state for it, 429 where there are too many sessions already, 503 where the container engine does not answer.
/// </summary>
public interface INodeAgentGrain : IGrainWithStringKey
{
    /// <summary>
    /// Hands the agent a pod that is bound to it, as it is now. The agent takes it, answers, and reports later. An older state of the pod than it has seen is refused.
    /// </summary>
    Task Sync(PodAssignment assignment);

    /// <summary>A container's output. 404 where the pod is not here, 400 where the container has none yet.</summary>
    IAsyncEnumerable<byte[]> ReadLogs(LogRequest request, CancellationToken cancellationToken);

    /// <summary>Runs a process in a container. It is killed when the session ends before it.</summary>
    Task<StreamOpened> OpenExec(ExecRequest request);

    /// <summary>Connects to the first process of a container, which goes on when the session ends.</summary>
    Task<StreamOpened> OpenAttach(AttachRequest request);

    /// <summary>Connects to a port of a pod.</summary>
    Task<StreamOpened> OpenPortForward(PortForwardRequest request);

    /// <summary>Begins to read files of a container: the output is a tar archive.</summary>
    Task<StreamOpened> OpenArchiveRead(ArchiveRequest request);

    /// <summary>Begins to write files of a container: the input is a tar archive, and the last frame of the output says what became of it.</summary>
    Task<StreamOpened> OpenArchiveWrite(ArchiveRequest request);

    /// <summary>
    /// A session's output, for one reader; the last frame says how it ended. The session, with its process or connection, ends with the enumeration. At most the
    /// window's bytes are sent ahead of what the reader has acknowledged.
    /// </summary>
    IAsyncEnumerable<StreamFrame> ReadStream(string session, CancellationToken cancellationToken);

    /// <summary>Says how many bytes of a session's output have been used up since its beginning, so that as many more may be sent.</summary>
    Task AcknowledgeStream(string session, long bytes);

    /// <summary>Writes to a session's input; answers after a few seconds, if not at once.</summary>
    Task<StreamInputOutcome> WriteStream(StreamInput input);

    /// <summary>Gives the terminal of a session's process another size, in characters; nothing happens where it has none.</summary>
    Task ResizeStream(string session, int columns, int rows);

    /// <summary>Ends a session; nothing happens where it has ended.</summary>
    Task CloseStream(string session);

    /// <summary>What the pods of the node use now.</summary>
    Task<NodeUsage> ReadUsage();
}
