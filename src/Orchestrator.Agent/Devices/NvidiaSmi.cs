using System.ComponentModel;
using System.Diagnostics;

namespace Orchestrator.Agent.Devices;

/// <summary>Runs the program that comes with NVIDIA's driver and knows its GPUs.</summary>
/// <param name="program">Its name or path; empty where it is not asked.</param>
/// <param name="timeout">How long it may take.</param>
/// <param name="clock">The clock.</param>
internal sealed class NvidiaSmi(string program, TimeSpan timeout, TimeProvider clock)
{
    /// <summary>The fields of a GPU, in the order in which <see cref="GpuTable"/> reads them. The name is last, because only it may have a comma in it.</summary>
    private const string Fields = "index,uuid,memory.total,pci.bus_id,mig.mode.current,driver_version,name";

    /// <summary>Asks for a line of each GPU; null where there is no such program.</summary>
    public Task<ProgramOutput?> QueryAsync(CancellationToken cancellationToken) => RunAsync([$"--query-gpu={Fields}", "--format=csv,noheader,nounits"], cancellationToken);

    /// <summary>Asks how GPUs are connected; null where there is no such program.</summary>
    public Task<ProgramOutput?> TopologyAsync(CancellationToken cancellationToken) => RunAsync(["topo", "-m"], cancellationToken);

    private async Task<ProgramOutput?> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        if (program.Length == 0)
        {
            return null;
        }

        Process started;
        try
        {
            started = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        }
        catch (Win32Exception)
        {
            // There is no such program, and so no such driver.
            return null;
        }

        using var process = started;
        using var limit = new CancellationTokenSource(timeout, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            process.StandardInput.Close();
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(stop.Token), process.StandardError.ReadToEndAsync(stop.Token));
            await Task.WhenAll(output, errors);
            await process.WaitForExitAsync(stop.Token);
            return new ProgramOutput(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new ProgramOutput(null, "", "");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
