using System.CommandLine;
using Orchestrator.Host.Client.Logging;
using Orchestrator.Host.Client.Resources;

namespace Orchestrator.Host.Client;

/// <summary><c>orc logs</c>: shows what a container has written.</summary>
internal sealed class LogsCommand : ClientCommand
{
    private const int BufferBytes = 64 << 10;

    private readonly Argument<string> _pod = new("pod") { Description = "The pod's name, or KIND/NAME of what has pods, such as deployment/web." };

    private readonly Option<string?> _container = new("--container", "-c") { Description = "The container. Without it: the pod's first.", HelpName = "NAME" };

    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Go on with what is written, until the container ends or Ctrl-C." };

    private readonly Option<int> _tail = new("--tail")
    {
        Description = "Only so many of the last lines; -1 is all.",
        HelpName = "LINES",
        DefaultValueFactory = _ => -1,
    };

    private readonly Option<string?> _since = new("--since") { Description = "Only what was written in this last time, as in 30s, 5m or 1h30m.", HelpName = "DURATION" };

    private readonly Option<bool> _previous = new("--previous", "-p") { Description = "What the container wrote before it was last restarted." };

    private readonly Option<bool> _timestamps = new("--timestamps") { Description = "Say when each line was written." };

    /// <summary>The command.</summary>
    public LogsCommand(ClientSurroundings surroundings)
        : base("logs", "Shows what a container has written.", surroundings)
    {
        Arguments.Add(_pod);
        foreach (var option in (Option[])[_container, _follow, _tail, _since, _previous, _timestamps])
        {
            Options.Add(option);
        }
    }

    /// <inheritdoc />
    protected override async Task<int> RunAsync(ParseResult asked, ClientSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(session);
        var query = Query(asked);
        var target = new LogTarget(session);
        var (kind, pod) = await target.FindPodAsync(asked.GetRequiredValue(_pod), cancellationToken);
        var container = await target.FindContainerAsync(pod, asked.GetValue(_container));
        var path = kind.Path(pod.Text("metadata", "namespace") ?? session.Namespace, pod.Text("metadata", "name") ?? "");
        await using var stream = await session.Api.OpenAsync($"{path}/log{new Selectors().Query([.. query, ("container", container)])}", "*/*", cancellationToken);
        await CopyAsync(stream, session.Surroundings.Output, cancellationToken);
        return ExitCode.Success;
    }

    /// <summary>Each piece is passed on before the next is waited for.</summary>
    private static async Task CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        int length;
        while ((length = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await to.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
            await to.FlushAsync(cancellationToken);
        }
    }

    private List<(string Name, string? Value)> Query(ParseResult asked)
    {
        var tail = asked.GetValue(_tail);
        if (tail < -1)
        {
            throw ClientException.Misuse($"--tail must be -1 or more; got {tail}");
        }

        var query = new List<(string, string?)>
        {
            ("follow", asked.GetValue(_follow) ? "true" : null),
            ("previous", asked.GetValue(_previous) ? "true" : null),
            ("timestamps", asked.GetValue(_timestamps) ? "true" : null),
            ("tailLines", tail >= 0 ? $"{tail}" : null),
        };
        if (asked.GetValue(_since) is { } since)
        {
            var duration = GoDuration.Parse(since, "--since");
            query.Add(("sinceSeconds", duration > TimeSpan.Zero ? $"{Math.Ceiling(duration.TotalSeconds)}" : throw ClientException.Misuse("--since must be more than 0")));
        }

        return query;
    }
}
