using System.Runtime.InteropServices;

namespace Orchestrator.Containers.Docker;

/// <summary>Processes of containers as this machine sees them.</summary>
internal static class HostProcess
{
    private const int SigKill = 9;

    /// <summary>
    /// Kills a process and all of its process group, which is what it started and did not deliberately set apart.
    /// </summary>
    /// <param name="pid">The process id that the engine says.</param>
    /// <param name="containerId">
    /// The container that it has to be in: where we see other processes than the engine does, or the id has been given to another process since, it is none of ours.
    /// </param>
    /// <returns>Whether it has ended, or is being ended.</returns>
    public static bool TryKill(int pid, string containerId)
    {
        if (pid <= 1 || containerId.Length == 0 || !IsOf(pid, containerId))
        {
            return false;
        }

        // The engine starts it as the leader of a group; a process that left its group is killed alone.
        return Kill(-pid, SigKill) == 0 || Kill(pid, SigKill) == 0;
    }

    private static bool IsOf(int pid, string containerId)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cgroup").Contains(containerId, StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
