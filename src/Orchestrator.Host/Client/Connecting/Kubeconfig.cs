using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Host.Client.Resources;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Host.Client.Connecting;

/// <summary>Kubeconfig files. Of several, the first that has an entry of a name counts.</summary>
public sealed class Kubeconfig
{
    private readonly List<(JsonObject Document, string Folder)> _files = [];
    private readonly string _names;

    private Kubeconfig(string names) => _names = names;

    /// <summary>Reads the files that exist.</summary>
    /// <exception cref="ClientException">None exists, or one is not a kubeconfig.</exception>
    public static Kubeconfig Load(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var config = new Kubeconfig(string.Join(Path.PathSeparator, paths));
        foreach (var path in paths.Where(File.Exists))
        {
            config._files.Add((Read(path), Path.GetDirectoryName(Path.GetFullPath(path))!));
        }

        return config._files.Count > 0 ? config : throw ClientException.Misuse($"the kubeconfig {config._names} does not exist");
    }

    /// <summary>The server of the current context.</summary>
    /// <param name="url">A URL to use instead of the cluster's; null for none.</param>
    /// <exception cref="ClientException">The files do not say which, or what they say cannot be used.</exception>
    public ServerLocation Locate(Uri? url)
    {
        var contextName = _files.Select(file => file.Document.Text("current-context")).FirstOrDefault(name => !string.IsNullOrEmpty(name));
        if (contextName is null)
        {
            return url is not null
                ? new ServerLocation { Url = url }
                : throw ClientException.Misuse($"the kubeconfig {_names} has no current-context");
        }

        var context = Entry("contexts", "context", contextName);
        var cluster = Entry("clusters", "cluster", context.Text("cluster") ?? "");
        var user = context.Text("user") is { Length: > 0 } userName ? Entry("users", "user", userName) : null;
        var credentials = user is null ? new Credentials(null, null) : Credentials.Of(user);
        return new ServerLocation
        {
            Url = url ?? ServerLocation.Parse(cluster.Text("server") ?? "", $"cluster.server of the kubeconfig {_names}"),
            Namespace = context.Text("namespace") is { Length: > 0 } name ? name : null,
            Authorities = cluster.Authorities(),
            SkipsVerification = cluster.Flag("insecure-skip-tls-verify"),
            TlsServerName = cluster.Text("tls-server-name"),
            Token = credentials.Token,
            ClientCertificate = credentials.Certificate,
        };
    }

    private static JsonObject Read(string path)
    {
        try
        {
            return JsonNode.Parse(YamlDocuments.ToJson(File.ReadAllBytes(path)).Span) as JsonObject
                ?? throw ClientException.Misuse($"the kubeconfig {path} must be a mapping");
        }
        catch (Exception failure) when (failure is DecodeException or JsonException or IOException or UnauthorizedAccessException)
        {
            throw ClientException.Misuse($"the kubeconfig {path} cannot be read: {failure.Message}");
        }
    }

    private KubeconfigEntry Entry(string list, string member, string name)
    {
        foreach (var (document, folder) in _files)
        {
            var named = document.Items(list).FirstOrDefault(item => item.Text("name") == name);
            if (named is not null)
            {
                return new KubeconfigEntry(named[member] as JsonObject ?? [], folder, $"{member} \"{name}\" of the kubeconfig {_names}");
            }
        }

        throw ClientException.Misuse($"the kubeconfig {_names} has no {member} named \"{name}\"");
    }
}
