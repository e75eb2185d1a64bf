using System.Security.Cryptography;
using System.Text;
using Orchestrator.Contracts.Reading;

namespace Orchestrator.Storage.Secrets;

/// <summary>
/// The keys that Secrets are encrypted with: the first encrypts, all decrypt. What is encrypted names its key by an id, which is derived from the key and tells
/// nothing about it.
/// </summary>
public sealed class SecretKeyring
{
    /// <summary>The setting that names the file of the keys.</summary>
    public const string Setting = "ORC_SECRETS_KEY_FILE";

    /// <summary>So many bytes a key has.</summary>
    public const int KeyBytes = 32;

    private const int IdBytes = 4;
    private const int FileBytesMax = 64 * 1024;
    private const UnixFileMode NotForOthers = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly List<(string Id, byte[] Key)> _keys;

    private SecretKeyring(List<(string Id, byte[] Key)> keys) => _keys = keys;

    /// <summary>No keys: what is encrypted can't be read, and nothing can be encrypted.</summary>
    public static SecretKeyring Empty { get; } = new([]);

    /// <summary>Whether there is a key to encrypt with.</summary>
    public bool CanSeal => _keys.Count > 0;

    /// <summary>The id of the key that encrypts, and the key.</summary>
    /// <exception cref="SealedValueException">There is none.</exception>
    internal (string Id, byte[] Key) First => CanSeal
        ? _keys[0]
        : throw new SealedValueException(
            $"Secrets are stored encrypted only, and this server has no key for that: set {Setting} to a file with {KeyBytes} random bytes as base64 (openssl rand -base64 {KeyBytes}), mode 0600, and start it again");

    /// <summary>The key of this id.</summary>
    /// <exception cref="SealedValueException">It is not here.</exception>
    internal byte[] Find(string id) => _keys.Find(key => key.Id == id).Key ?? throw new SealedValueException(CanSeal
        ? $"it is encrypted with the key {id}, which is not in the file of {Setting}: add that key to the file, after those that are there"
        : $"it is encrypted with the key {id}, and this server has none: set {Setting} to the file that has it");

    /// <summary>The keys in a file: a line each, as base64, with empty lines and lines that begin with # between them.</summary>
    /// <exception cref="SealedValueException">The file is not there, can be read by others, or has something else in it.</exception>
    public static SecretKeyring Read(string path)
    {
        var keys = new List<(string, byte[])>();
        var number = 0;
        foreach (var line in Lines(path))
        {
            number++;
            var text = line.Trim();
            if (text.Length == 0 || text[0] == '#')
            {
                continue;
            }

            var key = new byte[KeyBytes];
            if (!Convert.TryFromBase64String(text, new byte[text.Length], out var length) || length != KeyBytes)
            {
                throw new SealedValueException(
                    $"{Setting}: line {number} of {path} must be {KeyBytes} bytes as base64, such as openssl rand -base64 {KeyBytes} prints");
            }

            Convert.TryFromBase64String(text, key, out _);
            keys.Add((IdOf(key), key));
        }

        return keys.Count > 0 ? new SecretKeyring(keys) : throw new SealedValueException($"{Setting}: {path} has no key in it");
    }

    /// <summary>Makes a file with one new key, for its owner only; one that is there stays as it is.</summary>
    public static void Create(string path)
    {
        if (File.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };

        // Whole or not at all: a key that was cut short would be taken for a wrong one ever after.
        var unfinished = $"{path}.{Environment.ProcessId}.new";
        File.Delete(unfinished);
        using (var file = new FileStream(unfinished, options))
        {
            file.Write(Encoding.ASCII.GetBytes($"# The key of this cluster's Secrets. Without it they can't be read any more.\n{Convert.ToBase64String(key)}\n"));
            file.Flush(flushToDisk: true);
        }

        MoveUnlessThere(unfinished, path);
    }

    private static void MoveUnlessThere(string from, string to)
    {
        try
        {
            File.Move(from, to);
        }
        catch (IOException) when (File.Exists(to))
        {
            // Another process was first: its key is the one.
            File.Delete(from);
        }
    }

    private static string[] Lines(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if ((File.GetUnixFileMode(file.SafeFileHandle) & NotForOthers) != 0)
            {
                throw new SealedValueException($"{Setting}: {path} must be for its owner only; run chmod 600 {path}");
            }

            if (file.Length > FileBytesMax)
            {
                throw new SealedValueException($"{Setting}: {path} is too large for a file of keys");
            }

            using var reader = new StreamReader(file);
            return reader.ReadToEnd().Split('\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SealedValueException($"{Setting}: {path} cannot be read: {e.Message}");
        }
    }

    private static string IdOf(byte[] key) => Convert.ToHexStringLower(HMACSHA256.HashData(key, "id of a key for Secrets"u8)[..IdBytes]);
}
