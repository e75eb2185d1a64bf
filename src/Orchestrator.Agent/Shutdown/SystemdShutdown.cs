using System.ComponentModel;
using System.Diagnostics;

namespace Orchestrator.Agent.Shutdown;

/// <summary>Asks systemd, which says "stopping" of a machine that shuts down or restarts. A machine without systemd is never known to.</summary>
internal sealed class SystemdShutdown : IMachineShutdown
{
    private const string Folder = "/run/systemd/system";

    /// <inheritdoc/>
    public async Task<bool> IsUnderWayAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Folder))
        {
            return false;
        }

        try
        {
            using var question = Process.Start(new ProcessStartInfo("systemctl", ["is-system-running"]) { RedirectStandardOutput = true, RedirectStandardError = true });
            var answer = await question!.StandardOutput.ReadToEndAsync(cancellationToken);
            return answer.Trim() == "stopping";
        }
        catch (Win32Exception)
        {
            // There is no such program.
            return false;
        }
    }
}
