using System.Collections.Immutable;

namespace Orchestrator.Agent.Images;

/// <summary>The credentials that all pods of a node may use, from a file that people keep with <c>docker login</c>. It is read for each pull, so a change counts at once.</summary>
internal sealed class NodeCredentials(ImageOptions options)
{
    private const long BytesMax = 1024 * 1024;

    /// <summary>What there is, and a sentence where something cannot be used.</summary>
    public (ImmutableArray<PullCredential> Credentials, string? Fault) Read()
    {
        if (options.RegistryConfigFile is { Length: > 0 } named)
        {
            return Read(named);
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        var usual = Path.Combine(home, ".docker", "config.json");
        return home.Length > 0 && File.Exists(usual) ? Read(usual) : ([], null);
    }

    /// <summary>What is wrong with a file, or null.</summary>
    public static string? FaultOf(string path) => Read(path).Fault;

    private static (ImmutableArray<PullCredential> Credentials, string? Fault) Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > BytesMax)
            {
                return ([], $"the registry configuration {path} is larger than {BytesMax} bytes");
            }

            var json = new byte[file.Length];
            file.ReadExactly(json);
            var credentials = RegistryAuths.Read(json, wrapped: true, $"the registry configuration {path}");
            return (credentials, HelperFault(path, RegistryAuths.HelpersOf(json)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return ([], e is FormatException ? e.Message : $"the registry configuration {path} cannot be read: {e.Message}");
        }
    }

    private static string? HelperFault(string path, ImmutableArray<string> helpers) => helpers.IsEmpty
        ? null
        : $"the registry configuration {path} names the credential helper {string.Join(", ", helpers)}, and helpers are not run; have docker login write the credentials under \"auths\"";
}
