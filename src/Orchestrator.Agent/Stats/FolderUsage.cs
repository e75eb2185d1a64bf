using System.IO.Enumeration;

namespace Orchestrator.Agent.Stats;

/// <summary>What lies in a folder.</summary>
/// <param name="Bytes">Length of its files.</param>
/// <param name="Inodes">Files and folders.</param>
public sealed record FolderUsage(long Bytes, long Inodes)
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true };

    /// <summary>Adds up a folder, without following links; nothing where there is none. What goes while it is looked at does not count.</summary>
    public static FolderUsage Of(string folder, CancellationToken cancellationToken)
    {
        var (bytes, inodes) = (0L, 0L);
        if (Directory.Exists(folder))
        {
            foreach (var length in Lengths(folder))
            {
                cancellationToken.ThrowIfCancellationRequested();
                inodes++;
                bytes += length;
            }
        }

        return new FolderUsage(bytes, inodes);
    }

    private static FileSystemEnumerable<long> Lengths(string folder) => new(folder, LengthOf, Everything)
    {
        ShouldRecursePredicate = static (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
    };

    private static long LengthOf(ref FileSystemEntry entry) => entry.IsDirectory || entry.Attributes.HasFlag(FileAttributes.ReparsePoint) ? 0 : entry.Length;
}
