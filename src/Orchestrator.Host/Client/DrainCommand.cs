using System.CommandLine;
using Orchestrator.Host.Client.Draining;
using Orchestrator.Host.Client.Resources;

namespace Orchestrator.Host.Client;

/// <summary><c>orc node drain</c>: cordons a node and evicts its pods, each with its grace, and waits until they are gone.</summary>
internal sealed class DrainCommand : ClientCommand
{
    private readonly Argument<string> _name = new("name") { Description = "The node." };

    private readonly Option<int?> _grace = new("--grace-period") { Description = "Seconds that pods get to end. Without it: what each pod says.", HelpName = "SECONDS" };

    private readonly Option<string> _timeout = new("--timeout") { Description = "How long to go on, such as 5m; 0 is for ever.", DefaultValueFactory = _ => "10m", HelpName = "DURATION" };

    private readonly Option<bool> _force = new("--force") { Description = "Evict pods, too, that nobody replaces." };

    private readonly Option<bool> _data = new("--delete-emptydir-data") { Description = "Evict pods, too, whose emptyDir volumes go with them." };

    /// <summary>The command.</summary>
    public DrainCommand(ClientSurroundings surroundings)
        : base("drain", "Cordons a node and evicts its pods, each with its grace, and waits until they are gone. Pods of DaemonSets stay.", surroundings)
    {
        Arguments.Add(_name);
        foreach (var option in (Option[])[_grace, _timeout, _force, _data])
        {
            Options.Add(option);
        }
    }

    /// <inheritdoc />
    protected override async Task<int> RunAsync(ParseResult asked, ClientSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(session);
        if (asked.GetValue(_grace) is < 0 and var seconds)
        {
            throw ClientException.Misuse($"--grace-period must be 0 or more; got {seconds}");
        }

        var timeout = GoDuration.Parse(asked.GetRequiredValue(_timeout), "--timeout");
        var name = asked.GetRequiredValue(_name);
        var drain = new NodeDrain(session, new DrainRequest(asked.GetValue(_grace), asked.GetValue(_force), asked.GetValue(_data)));
        using var limit = new CancellationTokenSource(timeout > TimeSpan.Zero ? timeout : Timeout.InfiniteTimeSpan, session.Surroundings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await drain.RunAsync(name, either.Token);
            return ExitCode.Success;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ClientException($"node {name} is not drained within {timeout.TotalSeconds} s; it stays cordoned. Drain it again with a longer --timeout, or look at what keeps its pods");
        }
    }
}
