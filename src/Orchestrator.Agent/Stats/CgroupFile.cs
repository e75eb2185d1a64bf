using System.Buffers.Text;

namespace Orchestrator.Agent.Stats;

/// <summary>Reads numbers from the kernel's small text files. A control group that has just gone is no error: its files answer nothing.</summary>
internal static class CgroupFile
{
    private const int LengthMax = 8192;

    // What the kernel answers of a control group that goes while it is read.
    private const int NoSuchDevice = 19;

    /// <summary>The number that is all of the file; null where there is no such file, or no number in it.</summary>
    public static long? Number(string path)
    {
        Span<byte> buffer = stackalloc byte[64];
        return Value(buffer[..Read(path, buffer)]);
    }

    /// <summary>The number of the line <c>key number</c>; null where there is no such file or line.</summary>
    public static long? Number(string path, ReadOnlySpan<byte> key)
    {
        Span<byte> buffer = stackalloc byte[LengthMax];
        for (ReadOnlySpan<byte> rest = buffer[..Read(path, buffer)]; !rest.IsEmpty;)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (line.StartsWith(key) && line.Length > key.Length && line[key.Length] == (byte)' ')
            {
                return Value(line[(key.Length + 1)..]);
            }
        }

        return null;
    }

    private static long? Value(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out long value, out _) ? value : null;

    private static int Read(string path, Span<byte> buffer)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return RandomAccess.Read(file, buffer, 0);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or IOException { HResult: NoSuchDevice })
        {
            return 0;
        }
    }
}
