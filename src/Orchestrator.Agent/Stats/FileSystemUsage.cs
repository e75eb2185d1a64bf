using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Orchestrator.Agent.Stats;

/// <summary>What is left of the file system that a folder is on.</summary>
/// <param name="AvailableBytes">Bytes that can still be written.</param>
/// <param name="CapacityBytes">Bytes in all.</param>
/// <param name="InodesFree">Files that can still be made; 0 of 0 where the file system does not count them.</param>
/// <param name="Inodes">Files in all.</param>
internal sealed partial record FileSystemUsage(long AvailableBytes, long CapacityBytes, long InodesFree, long Inodes)
{
    /// <summary>Asks the kernel.</summary>
    /// <exception cref="IOException">There is no such folder, or it can't be reached.</exception>
    public static FileSystemUsage Of(string folder)
    {
        if (StatVfs(folder, out var answer) != 0)
        {
            throw new IOException($"{folder}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        }

        var unit = (long)answer.FragmentSize;
        return new FileSystemUsage((long)answer.BlocksAvailable * unit, (long)answer.Blocks * unit, (long)answer.FilesAvailable, (long)answer.Files);
    }

    // struct statvfs of 64-bit Linux (statvfs(3)); the kernel fills no more than this.
    [StructLayout(LayoutKind.Sequential)]
    private struct Answer
    {
        public ulong BlockSize;
        public ulong FragmentSize;
        public ulong Blocks;
        public ulong BlocksFree;
        public ulong BlocksAvailable;
        public ulong Files;
        public ulong FilesFree;
        public ulong FilesAvailable;
        public ulong FileSystemId;
        public ulong Flags;
        public ulong NameLengthMax;
        public ulong Reserved1;
        public ulong Reserved2;
        public ulong Reserved3;
        public ulong Reserved4;
    }

    [LibraryImport("libc", EntryPoint = "statvfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatVfs(string path, out Answer answer);
}
