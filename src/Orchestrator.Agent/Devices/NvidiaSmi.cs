using System.ComponentModel;
using System.Diagnostics;

namespace Orchestrator.Agent.Devices;

/// <summary>Runs the program that comes with NVIDIA's driver and knows its GPUs, one question at a time.</summary>
/// <param name="program">Its name or path; empty where it is not asked.</param>
/// <param name="timeout">How long it may take.</param>
/// <param name="clock">The clock.</param>
internal sealed class NvidiaSmi(string program, TimeSpan timeout, TimeProvider clock) : IDisposable
{
    /// <summary>The fields of a GPU, in the order in which <see cref="GpuTable"/> reads them. The name is last, because only it may have a comma in it.</summary>
    private const string Fields = "index,uuid,memory.total,pci.bus_id,mig.mode.current,driver_version,name";

    private const int NoSuchFile = 2;

    private static readonly ProgramOutput NoAnswer = new(null, "", "");
    private Process? _hanging;

    /// <inheritdoc/>
    public void Dispose() => _hanging?.Dispose();

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

        // With a broken GPU it can hang where nothing ends it. One that hangs is enough.
        if (_hanging is { HasExited: false })
        {
            return NoAnswer;
        }

        _hanging?.Dispose();
        _hanging = null;
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        }
        catch (Win32Exception fault)
        {
            // Without the program there is no such driver either. One that is there and can't be started says nothing of GPUs.
            return fault.NativeErrorCode == NoSuchFile ? null : new ProgramOutput(null, "", fault.Message);
        }

        using var limit = new CancellationTokenSource(timeout, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await ReadAsync(process, stop.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return NoAnswer;
        }
        finally
        {
            End(process);
        }
    }

    private static async Task<ProgramOutput> ReadAsync(Process process, CancellationToken cancellationToken)
    {
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await Task.WhenAll(output, errors);
        await process.WaitForExitAsync(cancellationToken);
        return new ProgramOutput(process.ExitCode, await output, await errors);
    }

    private void End(Process process)
    {
        if (process.HasExited)
        {
            process.Dispose();
            return;
        }

        process.Kill(entireProcessTree: true);
        _hanging = process;
    }
}
