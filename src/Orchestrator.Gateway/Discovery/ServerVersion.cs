using System.Reflection;
using System.Runtime.InteropServices;

namespace Orchestrator.Gateway.Discovery;

/// <summary>The version of the server: Kubernetes' version whose API it serves, and its own.</summary>
internal sealed record ServerVersion
{
    private const string KubernetesMajor = "1";
    private const string KubernetesMinor = "34";

    /// <summary>This server's version.</summary>
    public static ServerVersion Current { get; } = Read();

    public required string Major { get; init; }

    public required string Minor { get; init; }

    public required string GitVersion { get; init; }

    public required string GitCommit { get; init; }

    public required string Compiler { get; init; }

    public required string Platform { get; init; }

    private static ServerVersion Read()
    {
        var informational = typeof(ServerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        var (own, commit) = informational.Split('+', 2) is [var before, var after] ? (before, after) : (informational, "");
        return new ServerVersion
        {
            Major = KubernetesMajor,
            Minor = KubernetesMinor,
            GitVersion = $"v{KubernetesMajor}.{KubernetesMinor}.0-orchestrator+{own}",
            GitCommit = commit,
            Compiler = "dotnet",
            Platform = $"{System()}/{Architecture()}",
        };
    }

    private static string System() => OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsWindows() ? "windows" : "darwin";

    private static string Architecture() => RuntimeInformation.ProcessArchitecture switch
    {
        global::System.Runtime.InteropServices.Architecture.X64 => "amd64",
        var other => other.ToString().ToLowerInvariant(),
    };
}
