using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;

namespace Orleans;

/// <summary>
/// Lets a connection's reads wait in the kernel. A socket that was ever told not to block, as each is while it connects, waits by .NET's event loop instead, which now and
/// then hands the news that data came to the thread pool; in a process whose pool is busy the reader would wait for that.
/// </summary>
internal static partial class KernelWait
{
    private const int GetFlags = 3;
    private const int SetFlags = 4;
    private const int NonBlocking = 0x800;

    private static readonly string[] ConnectionLists = ["/proc/self/net/tcp", "/proc/self/net/tcp6"];

    /// <summary>Does so on Linux, for a connection over TCP; on others nothing.</summary>
    public static void Use(NpgsqlConnection connection)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = "SELECT inet_client_port()";
        if (command.ExecuteScalar() is int localPort && FindDescriptor(localPort, connection.Port) is { } descriptor)
        {
            var flags = Fcntl(descriptor, GetFlags, 0);
            if (flags >= 0)
            {
                _ = Fcntl(descriptor, SetFlags, flags & ~NonBlocking);
            }
        }
    }

    // The kernel's list of connections says which socket has those ports, and that of this process's descriptors which one it is.
    private static int? FindDescriptor(int localPort, int remotePort)
    {
        var sockets = ConnectionLists
            .Where(File.Exists)
            .SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && PortOf(fields[1]) == localPort && PortOf(fields[2]) == remotePort)
            .Select(fields => $"socket:[{fields[9]}]")
            .ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            if (new FileInfo(path).LinkTarget is { } target && sockets.Contains(target))
            {
                return int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture);
            }
        }

        return null;
    }

    private static int PortOf(string addressAndPort) =>
        int.TryParse(addressAndPort.AsSpan(addressAndPort.LastIndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var port) ? port : -1;

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Fcntl(int descriptor, int command, int value);
}
