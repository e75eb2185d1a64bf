using System.CommandLine;
using System.Text;
using Orchestrator.Host.Client;

namespace Orchestrator.Host.Tests.Support;

/// <summary>A run of a client command in this process, with an environment of its own.</summary>
#pragma warning disable CA1001 // What it holds is memory only.
public sealed class Cli
#pragma warning restore CA1001
{
    private readonly LiveOutput _output = new();
    private readonly StringWriter _error = new() { NewLine = "\n" };
    private readonly StringWriter _help = new() { NewLine = "\n" };

    private Cli()
    {
    }

    /// <summary>What has been written so far.</summary>
    public string Out => _output.ToString() + _help;

    public string Error => _error.ToString();

    /// <summary>The exit code, once the run has ended.</summary>
    public Task<int> Ended { get; private set; } = null!;

    public static Cli Start(
        IReadOnlyList<string> arguments, string input = "", IReadOnlyDictionary<string, string>? variables = null, CancellationToken cancellationToken = default)
    {
        var cli = new Cli();
        var surroundings = new ClientSurroundings
        {
            Input = new MemoryStream(Encoding.UTF8.GetBytes(input)),
            Output = cli._output,
            Error = TextWriter.Synchronized(cli._error),
            Variable = name => variables?.GetValueOrDefault(name),
            Time = TimeProvider.System,
        };
        var root = new RootCommand();
        foreach (var command in CommandLine.ClientCommands(surroundings))
        {
            root.Add(command);
        }

        var invocation = new InvocationConfiguration { Output = cli._help, Error = cli._error };
        cli.Ended = CommandLine.RunAsync(root, arguments, invocation, cancellationToken);
        return cli;
    }

    public static async Task<(int Code, string Out, string Error)> RunAsync(FakeServer server, params string[] arguments) =>
        await RunAsync(server, arguments, "");

    public static Task<(int Code, string Out, string Error)> RunAsync(FakeServer server, string[] arguments, string input) =>
        RunAsync([.. arguments, "--server", server.Url], input);

    public static async Task<(int Code, string Out, string Error)> RunAsync(
        string[] arguments, string input = "", IReadOnlyDictionary<string, string>? variables = null)
    {
        var cli = Start(arguments, input, variables);
        var code = await cli.Ended.WaitAsync(TimeSpan.FromSeconds(60));
        return (code, cli.Out, cli.Error);
    }
}
