using System.Text;
using Orchestrator.Host.Access;

namespace Orchestrator.Host.Serving;

/// <summary>Writes a kubeconfig, so that kubectl and orc find the server.</summary>
internal static class Kubeconfig
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes the file for its owner only, whole or not at all.</summary>
    public static void Write(string path, string cluster, Uri server, KubeconfigAccess access)
    {
        var text = $"""
            apiVersion: v1
            kind: Config
            current-context: {cluster}
            clusters:
            - name: {cluster}
              cluster:
                server: {ServerOf(server)}{Data("certificate-authority-data", access.Authority)}
            contexts:
            - name: {cluster}
              context:
                cluster: {cluster}
                user: {cluster}
            users:
            - name: {cluster}
              user: {(access.Certificate is null ? "{}" : "")}{Data("client-certificate-data", access.Certificate)}{Data("client-key-data", access.Key)}

            """;
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var unfinished = $"{full}.new";
        using (var file = new StreamWriter(unfinished, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        {
            file.Write(text);
        }

        File.Move(unfinished, full, overwrite: true);
    }

    private static string Data(string name, string? pem) => pem is null ? "" : $"\n    {name}: {Convert.ToBase64String(Encoding.ASCII.GetBytes(pem))}";

    // An address that stands for all of them is none that a client can call.
    private static string ServerOf(Uri listen) => listen.DnsSafeHost is "0.0.0.0" or "::" or "*" or "+"
        ? $"{listen.Scheme}://127.0.0.1:{listen.Port}"
        : listen.ToString().TrimEnd('/');
}
