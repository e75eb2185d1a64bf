using System.Formats.Tar;
using System.Security.Cryptography;
using Orchestrator.TestKit;

namespace Orchestrator.Containers.Tests.Support;

/// <summary>File systems for images, as tar archives.</summary>
public static class Archives
{
    /// <summary>Busybox under the names of these applets.</summary>
    public static async Task<Stream> BusyboxAsync(params string[] applets)
    {
        var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, leaveOpen: true))
        {
            await tar.WriteEntryAsync(TestEnvironment.Busybox, "bin/busybox");
            foreach (var applet in applets)
            {
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, $"bin/{applet}") { LinkName = "busybox" });
            }
        }

        archive.Position = 0;
        return archive;
    }

    /// <summary>One file of so many random bytes, so that no engine and no registry can have it already.</summary>
    public static async Task<Stream> RandomAsync(int bytes)
    {
        var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, leaveOpen: true))
        {
            await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, "file") { DataStream = new MemoryStream(RandomNumberGenerator.GetBytes(bytes)) });
        }

        archive.Position = 0;
        return archive;
    }
}
