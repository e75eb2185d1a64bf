using Orchestrator.TestKit;

namespace Orchestrator.Clients.Tests.Support;

/// <summary>A real client, told which cluster and namespace are meant.</summary>
public sealed record ClientProgram
{
    private static readonly TimeSpan DefaultWithin = TimeSpan.FromSeconds(120);

    /// <summary>Path of the program.</summary>
    public required string Program { get; init; }

    /// <summary>Arguments before those of a call.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables that tell it where to look and where to keep things.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public static ClientProgram Kubectl(SharedCluster shared, string ns = "default") => new()
    {
        Program = TestEnvironment.Kubectl,
        Arguments = ["--kubeconfig", shared.Cluster.Kubeconfig, "--cache-dir", Path.Combine(shared.Folder, "kubectl"), "--namespace", ns],
    };

    public static ClientProgram Helm(SharedCluster shared, string ns) => new()
    {
        Program = TestEnvironment.Helm,
        Arguments = ["--kubeconfig", shared.Cluster.Kubeconfig, "--namespace", ns],
        Environment = new Dictionary<string, string?>
        {
            ["HELM_CACHE_HOME"] = Path.Combine(shared.Folder, "helm", "cache"),
            ["HELM_CONFIG_HOME"] = Path.Combine(shared.Folder, "helm", "config"),
            ["HELM_DATA_HOME"] = Path.Combine(shared.Folder, "helm", "data"),
        },
    };

    /// <summary>Runs it to its end, whatever its exit code.</summary>
    public Task<CommandResult> RunAsync(params string[] arguments) => RunWithAsync("", arguments);

    /// <summary>Runs it to its end, whatever its exit code, with something to read from its standard input.</summary>
    public Task<CommandResult> RunWithAsync(string input, params string[] arguments) => new ShellCommand
    {
        Program = Program,
        Arguments = [.. Arguments, .. arguments],
        Environment = Environment,
        Input = input,
        Within = DefaultWithin,
    }.RunAsync();

    /// <summary>What it writes, where its exit code is 0; otherwise an exception with all that it said.</summary>
    public async Task<string> OutputOfAsync(params string[] arguments) => (await RunAsync(arguments)).Succeeded().Output;

    /// <summary>What it writes to its standard error, where its exit code is not 0; otherwise an exception with all that it said.</summary>
    public async Task<string> RefusalOfAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        return result.ExitCode != 0
            ? result.Error
            : throw new InvalidOperationException($"{result.Command} was to be refused, but exited with 0.\n{result.Error}\n{result.Output}");
    }

    /// <summary>Starts it and leaves it running.</summary>
    public RunningClient Start(params string[] arguments) => new(Program, [.. Arguments, .. arguments], Environment);
}
