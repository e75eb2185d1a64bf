using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Host.Client.Connecting;

/// <summary>Who asks, by a kubeconfig's user.</summary>
internal sealed record Credentials(string? Token, X509Certificate2? Certificate)
{
    private static readonly string[] Unsupported = ["exec", "auth-provider", "username", "password", "as", "as-uid", "as-groups", "as-user-extra"];

    public static Credentials Of(KubeconfigEntry user)
    {
        // To go on without them would ask as somebody else than the file says.
        if (Unsupported.FirstOrDefault(user.Has) is { } member)
        {
            throw ClientException.Misuse($"{user.Place} has {member}, which orc cannot use; it takes a token or a client certificate");
        }

        var token = user.Text("token") is { Length: > 0 } text ? text : user.FileOf("tokenFile") is { } file ? user.ReadText(file).Trim() : null;
        return new Credentials(token, user.ClientCertificate());
    }
}
