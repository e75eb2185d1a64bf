using System.IO.Pipelines;
using Orchestrator.Simulations.Kernel;

namespace Orchestrator.Simulations.Network;

/// <summary>Has what waits for a pipe go on in its process.</summary>
internal sealed class ProcessPipeScheduler(SimulatedProcess process) : PipeScheduler
{
    public override void Schedule(Action<object?> action, object? state)
    {
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            new Task(action, state).Start(process);
        }
    }
}
