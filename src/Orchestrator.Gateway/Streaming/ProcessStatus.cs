using System.Globalization;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Streams;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Streaming;

/// <summary>What a client is told of the end of a process, in Kubernetes' words, from which clients read the exit code.</summary>
internal static class ProcessStatus
{
    private static readonly Status Success = new() { State = StatusState.Success };

    /// <summary>Of a process that was run for the client: its exit code.</summary>
    public static Status OfExec(StreamFrame last) => last switch
    {
        { Error: { } why } => Failed(why),
        { ExitCode: 0 } => Success,
        { ExitCode: var code } => new Status
        {
            State = StatusState.Failure,
            Reason = "NonZeroExitCode",
            Message = string.Create(CultureInfo.InvariantCulture, $"command terminated with non-zero exit code: {code}"),
            Details = new StatusDetails { Causes = [new StatusCause { Reason = "ExitCode", Message = code?.ToString(CultureInfo.InvariantCulture) }] },
        },
    };

    /// <summary>Of a process that ran anyway: how it ended is told by its pod.</summary>
    public static Status OfAttach(StreamFrame last) => last.Error is { } why ? Failed(why) : Success;

    private static Status Failed(string why) => ApiErrors.Of(500, "InternalError", why, null).Status;
}
