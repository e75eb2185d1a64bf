namespace Orchestrator.Clients.Tests.Support;

/// <summary>A file that a client reads; disposing of it deletes it.</summary>
public sealed class TemporaryFile : IDisposable
{
    private TemporaryFile(string path) => Path = path;

    public string Path { get; }

    public static TemporaryFile Of(byte[] bytes)
    {
        var file = new TemporaryFile(System.IO.Path.GetTempFileName());
        File.WriteAllBytes(file.Path, bytes);
        return file;
    }

    public void Dispose() => File.Delete(Path);
}
