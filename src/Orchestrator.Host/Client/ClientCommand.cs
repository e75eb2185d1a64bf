using System.CommandLine;
using Orchestrator.Host.Client.Connecting;

namespace Orchestrator.Host.Client;

/// <summary>A command that asks a server for something.</summary>
internal abstract class ClientCommand : Command
{
    private readonly ClientSurroundings _surroundings;
    private readonly ConnectionOptions _connection = new();

    /// <summary>A command of this name.</summary>
    protected ClientCommand(string name, string description, ClientSurroundings surroundings)
        : base(name, description)
    {
        _surroundings = surroundings;
        _connection.AddTo(this);
        SetAction(InvokeAsync);
    }

    /// <summary>What its exit codes mean, for its help.</summary>
    public virtual string ExitCodes => ExitCode.Help;

    /// <summary>Does what was asked, and says with which code the process ends.</summary>
    /// <exception cref="ClientException">It cannot be done.</exception>
    protected abstract Task<int> RunAsync(ParseResult asked, ClientSession session, CancellationToken cancellationToken);

    private async Task<int> InvokeAsync(ParseResult asked, CancellationToken cancellationToken)
    {
        try
        {
            using var session = _connection.Open(asked, _surroundings);
            return await RunAsync(asked, session, cancellationToken);
        }
        catch (ClientException failure)
        {
            await _surroundings.Error.WriteLineAsync(Printing.Printable.Lines(failure is ApiFailure ? failure.Message : $"error: {failure.Message}"));
            return failure.ExitCode;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (IOException failure)
        {
            // Those of the network and of files have been told apart before: this is the output's, say a pipe whose reader has gone.
            await _surroundings.Error.WriteLineAsync($"error: the output cannot be written: {failure.Message}");
            return ExitCode.Refused;
        }
    }
}
