using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Orchestrator.Host.Commands;

namespace Orchestrator.Host.Client;

/// <summary>Runs a command line with exit codes that scripts can use.</summary>
public static class CommandLine
{
    // A word that begins with @ is a word like any other here.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>The commands that ask a server for something.</summary>
    public static IEnumerable<Command> ClientCommands(ClientSurroundings surroundings) =>
    [
        new ApplyCommand(surroundings),
        new GetCommand(surroundings),
        new DeleteCommand(surroundings),
        new LogsCommand(surroundings),
        new NodeCommand(surroundings),
        new ExplainCommand(surroundings),
        new DoctorCommand(surroundings),
    ];

    /// <summary>Runs what was typed.</summary>
    /// <param name="root">All commands.</param>
    /// <param name="arguments">What was typed after the program's name.</param>
    /// <param name="invocation">Where help and misuse are written; null is the console.</param>
    /// <param name="cancellationToken">Ends the command as Ctrl-C does.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        RootCommand root, IReadOnlyList<string> arguments, InvocationConfiguration? invocation = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(root);
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new ExitCodeHelp((help.Action as HelpAction) ?? new HelpAction());
        }

        // A silo that is told to stop takes its time to stop well, within its own bound; whoever is in a hurry has SIGKILL.
        invocation ??= new InvocationConfiguration { ProcessTerminationTimeout = HostRun.StopsWithin };
        var parsed = root.Parse(arguments, Parsing);
        if (parsed.Action is not ParseErrorAction)
        {
            return await parsed.InvokeAsync(invocation, cancellationToken);
        }

        foreach (var error in parsed.Errors)
        {
            await invocation.Error.WriteLineAsync($"error: {error.Message}");
        }

        await invocation.Error.WriteLineAsync($"See '{NameOf(parsed.CommandResult)} --help'.");
        return ExitCode.Misuse;
    }

    private static string NameOf(System.CommandLine.Parsing.CommandResult command) =>
        command.Command is RootCommand ? "orc" : $"orc {command.Command.Name}";
}
