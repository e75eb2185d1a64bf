using System.Security.Cryptography;

namespace Storage.Tests;

/// <summary>A file with keys for Secrets.</summary>
internal sealed class KeyFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("orc-keys-").FullName;

    public KeyFile(params string[] lines)
    {
        Path = System.IO.Path.Combine(_folder, "secrets.key");
        Write(lines.Length > 0 ? lines : [NewKey()]);
    }

    public string Path { get; }

    public static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public void Write(params string[] lines)
    {
        File.WriteAllLines(Path, lines);
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
