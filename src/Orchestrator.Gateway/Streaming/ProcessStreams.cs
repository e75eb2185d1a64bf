using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Gateway.Requests;

namespace Orchestrator.Gateway.Streaming;

/// <summary>The streams of a process that a client asks for.</summary>
/// <param name="Stdin">Whether it writes to the process.</param>
/// <param name="Stdout">Whether it wants its output.</param>
/// <param name="Stderr">Whether it wants its errors.</param>
/// <param name="Tty">Whether they are a terminal, whose errors are a part of its output.</param>
internal sealed record ProcessStreams(bool Stdin, bool Stdout, bool Stderr, bool Tty)
{
    public static ProcessStreams Read(IQueryCollection query)
    {
        var tty = query.Flag("tty");
        var streams = new ProcessStreams(query.Flag("stdin"), query.Flag("stdout"), query.Flag("stderr") && !tty, tty);
        return streams.Stdin || streams.Stdout || streams.Stderr
            ? streams
            : throw ApiErrors.BadRequest("you must specify at least 1 of stdin, stdout, stderr");
    }
}
