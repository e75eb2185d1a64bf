using Docker.DotNet.Models;

namespace Orchestrator.Containers.Docker;

public sealed partial class DockerEngine
{
    /// <summary>What can be done with a process of an exec beside its streams.</summary>
    private sealed class ExecControl(DockerEngine engine, string execId, bool tty) : IProcessControl
    {
        private static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(500);
        private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(5);

        private static readonly TimeSpan ResizePause = TimeSpan.FromMilliseconds(50);

        // How long a process that was asked for may take to appear before nobody waits for it to end it any more.
        private static readonly TimeSpan AppearsWithin = TimeSpan.FromSeconds(10);

        private volatile bool _hasEnded;

        public string ExecId => execId;

        // The engine refuses it for a process that has not started yet in the same words as for one that has ended.
        public async Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken)
        {
            var beganAt = engine._time.GetTimestamp();
            while (tty)
            {
                try
                {
                    await engine.CallAsync(
                        EngineOperation.ResizeTerminal,
                        (client, token) => client.Exec.ResizeContainerExecTtyAsync(execId, SizeOf(columns, rows), token),
                        cancellationToken);
                    return;
                }
                catch (EngineException) when (engine._time.GetElapsedTime(beganAt) < AppearsWithin)
                {
                    if (HasEnded(await InspectAsync(cancellationToken)))
                    {
                        return;
                    }

                    await Task.Delay(ResizePause, engine._time, cancellationToken);
                }
            }
        }

        // The engine has no call that waits for it, so it is asked: at once when the output has ended, and now and then before, since that may stay open.
        public async Task<int> WaitAsync(Task outputEnded, CancellationToken cancellationToken)
        {
            var pause = PauseMin;
            while (true)
            {
                var ended = outputEnded.IsCompleted;
                var process = await InspectAsync(cancellationToken);
                if (HasEnded(process))
                {
                    _hasEnded = true;
                    return (int)process.ExitCode;
                }

                var timer = Task.Delay(pause, engine._time, cancellationToken);
                await (ended ? timer : Task.WhenAny(timer, outputEnded));
                cancellationToken.ThrowIfCancellationRequested();
                pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
            }
        }

        // One whose exit code is known needs no further question: commands are run by the thousand, and each question takes the engine some of its time.
        public async Task EndAsync()
        {
            if (_hasEnded)
            {
                return;
            }

            try
            {
                using var bound = new CancellationTokenSource(AppearsWithin, engine._time);
                while (!await TryEndAsync())
                {
                    await Task.Delay(PauseMin, engine._time, bound.Token);
                }
            }
            catch (Exception exception) when (exception is EngineException or OperationCanceledException)
            {
                engine.LogExecUnknown(execId, exception.Message);
            }
        }

        // The engine hands the connection over before it starts the process, and knows neither a process id nor an exit code until it has.
        private static bool HasEnded(ContainerExecInspectResponse process) => !process.Running && (process.Pid != 0 || process.ExitCode != 0);

        private async Task<bool> TryEndAsync()
        {
            ContainerExecInspectResponse process;
            try
            {
                process = await InspectAsync(CancellationToken.None);
            }
            catch (EngineException exception) when (exception.Fault == EngineFault.NotFound)
            {
                return true;
            }

            if (HasEnded(process))
            {
                return true;
            }

            if (process.Pid == 0)
            {
                return false;
            }

            if (!engine.IsLocal || !HostProcess.TryKill((int)process.Pid, process.ContainerID ?? ""))
            {
                engine.LogExecLeft(execId, process.ContainerID ?? "");
            }

            return true;
        }

        private Task<ContainerExecInspectResponse> InspectAsync(CancellationToken cancellationToken) => engine.CallAsync(
            EngineOperation.InspectExec, (session, token) => session.Client.Exec.InspectContainerExecAsync(execId, token), cancellationToken);
    }
}
