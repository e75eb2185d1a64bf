namespace Orchestrator.Host.Serving;

/// <summary>Writes a kubeconfig, so that kubectl and orc find the server.</summary>
internal static class Kubeconfig
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes the file for its owner only, whole or not at all.</summary>
    public static void Write(string path, string cluster, Uri server)
    {
        var text = $"""
            apiVersion: v1
            kind: Config
            current-context: {cluster}
            clusters:
            - name: {cluster}
              cluster:
                server: {server.ToString().TrimEnd('/')}
            contexts:
            - name: {cluster}
              context:
                cluster: {cluster}
                user: {cluster}
            users:
            - name: {cluster}
              user: {"{}"}

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
}
