using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Host.Client.Connecting;

/// <summary>Where the server is, how it proves that it is the one, and who asks.</summary>
public sealed record ServerLocation
{
    /// <summary>Where <c>orc dev</c> listens.</summary>
    public const string DefaultUrl = "http://127.0.0.1:7080";

    /// <summary>The variable that holds the server's URL.</summary>
    public const string ServerVariable = "ORC_SERVER";

    /// <summary>The variable that names kubeconfig files.</summary>
    public const string KubeconfigVariable = "KUBECONFIG";

    /// <summary>The URL, without a slash at its end.</summary>
    public required Uri Url { get; init; }

    /// <summary>The namespace of whatever names none; null where the kubeconfig has none either.</summary>
    public string? Namespace { get; init; }

    /// <summary>The authorities, one of which must have signed the server's certificate; null trusts those that the machine trusts.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>Whether the server's certificate is not looked at, which only the kubeconfig can ask for.</summary>
    public bool SkipsVerification { get; init; }

    /// <summary>The name that the server's certificate must have; null is the URL's.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>A bearer token. It goes over https only, as with kubectl.</summary>
    public string? Token { get; init; }

    /// <summary>The certificate, with its key, that says who asks.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>
    /// The server, by the first of: the option, <c>ORC_SERVER</c>, the kubeconfig, <see cref="DefaultUrl"/>. A kubeconfig that an option names says who asks even
    /// where the URL comes from elsewhere; that of <c>KUBECONFIG</c> counts only where it names the server too, so that no secret goes to another.
    /// </summary>
    /// <exception cref="ClientException">What names the server is wrong.</exception>
    public static ServerLocation Find(string? serverOption, string? kubeconfigOption, Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var url = serverOption is not null ? Parse(serverOption, "--server")
            : variable(ServerVariable) is { } fromVariable ? Parse(fromVariable, ServerVariable)
            : null;
        if (kubeconfigOption is not null)
        {
            return Kubeconfig.Load([kubeconfigOption]).Locate(url);
        }

        if (url is not null)
        {
            return new ServerLocation { Url = url };
        }

        return variable(KubeconfigVariable) is { } list
            ? Kubeconfig.Load(list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)).Locate(null)
            : new ServerLocation { Url = new Uri(DefaultUrl) };
    }

    /// <summary>Reads a URL that some setting holds.</summary>
    /// <exception cref="ClientException">It is not one.</exception>
    internal static Uri Parse(string text, string setting) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https" } and { Query: "", Fragment: "", UserInfo: "" }
            ? url
            : throw ClientException.Misuse($"{setting} must be a URL such as {DefaultUrl}; got \"{text}\"");
}
