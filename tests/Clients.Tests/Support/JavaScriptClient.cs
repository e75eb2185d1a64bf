using System.Runtime.CompilerServices;
using Orchestrator.TestKit;

namespace Orchestrator.Clients.Tests.Support;

/// <summary>Runs scripts of the folder <c>JavaScript</c> with the JavaScript client.</summary>
public sealed record JavaScriptClient
{
    // A script waits a minute for each of the things that it waits for; this is for one that hangs all the same.
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(5);

    /// <summary>The kubeconfig that the client reads.</summary>
    public required string Kubeconfig { get; init; }

    /// <summary>The namespace that the scripts use.</summary>
    public required string Namespace { get; init; }

    /// <summary>Runs a script to its end, whatever its exit code.</summary>
    /// <param name="script">Its name, without the ending.</param>
    public Task<CommandResult> RunAsync(string script) => new ShellCommand
    {
        Program = "node",
        Arguments = [Path.Combine(Folder(), $"{script}.mjs")],
        Environment = new Dictionary<string, string?>
        {
            ["KUBECONFIG"] = Kubeconfig,
            ["ORC_TEST_CLIENT_NODE"] = TestEnvironment.ClientNode,
            ["ORC_TEST_IMAGE"] = Images.Busybox,
            ["ORC_TEST_NAMESPACE"] = Namespace,
        },
        Within = LongEnough,
    }.RunAsync();

    /// <summary>The text of a file beside the scripts.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(Folder(), file));

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "JavaScript");
}
