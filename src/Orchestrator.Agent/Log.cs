using Microsoft.Extensions.Logging;

namespace Orchestrator.Agent;

/// <summary>What parts of the agent without a name of their own in the log say.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 10, Level = LogLevel.Warning, Message = "The container {Name} belongs to no pod that is bound to this node; it is removed.")]
    public static partial void OrphanRemoved(ILogger log, string name);

    [LoggerMessage(EventId = 11, Level = LogLevel.Information, Message = "Removing {Count} containers of this node, as was asked for at the end.")]
    public static partial void CleaningUp(ILogger log, int count);

    [LoggerMessage(EventId = 12, Level = LogLevel.Warning, Message = "Something of this node could not be removed from the container engine; it is tried again.")]
    public static partial void CleanupRepeated(ILogger log, Exception exception);

    [LoggerMessage(EventId = 13, Level = LogLevel.Warning, Message = "The folder of the pod {Uid}, which is not bound to this node, could not be removed; it will be tried again.")]
    public static partial void FolderLeft(ILogger log, Exception exception, string uid);

    [LoggerMessage(EventId = 14, Level = LogLevel.Warning, Message = "A note on pod {Namespace}/{Name} could not be written; an agent that is started again will not know of it.")]
    public static partial void NoteNotWritten(ILogger log, Exception exception, string @namespace, string name);
}
