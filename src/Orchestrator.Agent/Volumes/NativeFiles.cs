using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Orchestrator.Agent.Volumes;

/// <summary>The system calls about files that .NET has no method for. A call that fails throws <see cref="IOException"/> with the system's sentence.</summary>
internal static class NativeFiles
{
    private const int CurrentFolder = -100;
    private const int NoUser = -1;
    private const ulong OpenPath = 0x200000; // O_PATH
    private const ulong OpenCloseOnExec = 0x80000; // O_CLOEXEC
    private const ulong ResolveNoMagicLinks = 0x02;
    private const ulong ResolveBeneath = 0x08;
    private const ulong MountBind = 0x1000;
    private const int UnmountDetach = 2;
    private const long OpenAt2 = 437; // the same number on all architectures
    private const int NotFound = 2; // ENOENT
    private const int StatBytes = 256; // struct statx
    private const int StatModeAt = 28;
    private const uint StatKind = 1; // STATX_TYPE
    private const int KindBits = 0xF000; // S_IFMT

    /// <summary>What a path names, links followed.</summary>
    public static FileKind KindOf(string path)
    {
        var answer = new byte[StatBytes];
        return statx(CurrentFolder, path, 0, StatKind, answer) == 0
            ? (FileKind)(BitConverter.ToUInt16(answer, StatModeAt) & KindBits)
            : Marshal.GetLastPInvokeError() is NotFound ? FileKind.None : throw Failure("stat", path, Marshal.GetLastPInvokeError());
    }

    /// <summary>What a handle names.</summary>
    public static FileKind KindOf(SafeFileHandle handle) => KindOf(Name(handle));

    /// <summary>A handle of a folder or file by which it can be named, without reading it; its last link is followed.</summary>
    public static SafeFileHandle OpenFolder(string path) =>
        Open(CurrentFolder, path, new OpenHow { Flags = OpenPath | OpenCloseOnExec }) ?? throw Failure("open", path, NotFound);

    /// <summary>The path of a file or folder without any link in it, as the kernel names it.</summary>
    public static string RealPath(string path)
    {
        using var handle = OpenFolder(path);
        return new FileInfo(Name(handle)).LinkTarget ?? path;
    }

    /// <summary>What has this path below a folder, following links as long as they stay below it; null where there is nothing.</summary>
    public static SafeFileHandle? OpenBeneath(SafeFileHandle folder, string path) => Open(
        (int)folder.DangerousGetHandle(),
        path,
        new OpenHow { Flags = OpenPath | OpenCloseOnExec, Resolve = ResolveBeneath | ResolveNoMagicLinks });

    /// <summary>Makes a folder in a folder; nothing happens where there is one.</summary>
    public static void MakeFolder(SafeFileHandle parent, string name, uint mode)
    {
        const int Exists = 17; // EEXIST
        if (mkdirat((int)parent.DangerousGetHandle(), name, mode) != 0 && Marshal.GetLastPInvokeError() is var error and not Exists)
        {
            throw Failure("mkdir", name, error);
        }
    }

    /// <summary>Gives a file or folder to a group.</summary>
    public static void SetGroup(string path, uint group) => Check(lchown(path, NoUser, (int)group), "chown", path);

    /// <summary>Gives a file or link another name, in place of what has that name, at once.</summary>
    public static void Rename(string source, string target) => Check(rename(source, target), "rename", target);

    /// <summary>Shows what a handle names at another path too.</summary>
    public static void Bind(SafeFileHandle source, string target) =>
        Check(mount(Name(source), target, null, MountBind, null), "mount", target);

    /// <summary>Mounts a file system in memory.</summary>
    public static void MountMemory(string target, string options) => Check(mount("tmpfs", target, "tmpfs", 0, options), "mount", target);

    /// <summary>Takes away what is mounted at a path; whoever still has it goes on with it.</summary>
    public static void Unmount(string target) => Check(umount2(target, UnmountDetach), "unmount", target);

    private static string Name(SafeFileHandle handle) => $"/proc/self/fd/{handle.DangerousGetHandle()}";

    private static SafeFileHandle? Open(int folder, string path, OpenHow how)
    {
        var descriptor = syscall(OpenAt2, folder, path, ref how, (nuint)Marshal.SizeOf<OpenHow>());
        if (descriptor >= 0)
        {
            return new SafeFileHandle((nint)descriptor, ownsHandle: true);
        }

        var error = Marshal.GetLastPInvokeError();
        return error == NotFound ? null : throw Failure("open", path, error);
    }

    private static void Check(int result, string call, string path)
    {
        if (result != 0)
        {
            throw Failure(call, path, Marshal.GetLastPInvokeError());
        }
    }

    private static IOException Failure(string call, string path, int error) => new($"{call} {path}: {new Win32Exception(error).Message}", error);

    [StructLayout(LayoutKind.Sequential)]
    private struct OpenHow
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }

#pragma warning disable CA2101, SYSLIB1054 // The names are those of the C library, and its strings are UTF-8.
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern long syscall(long number, int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, ref OpenHow how, nuint size);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] answer);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int mkdirat(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int lchown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int owner, int group);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int rename([MarshalAs(UnmanagedType.LPUTF8Str)] string source, [MarshalAs(UnmanagedType.LPUTF8Str)] string target);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int mount(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string source,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string target,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string? type,
        ulong flags,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string? data);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int umount2([MarshalAs(UnmanagedType.LPUTF8Str)] string target, int flags);
#pragma warning restore CA2101, SYSLIB1054
}
