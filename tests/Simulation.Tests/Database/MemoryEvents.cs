using Orchestrator.Contracts.Recording;
using Orchestrator.Simulations.Kernel;

namespace Orchestrator.Simulations.Database;

/// <summary>Takes events, and keeps them in the trace.</summary>
internal sealed class MemoryEvents(Simulation simulation, SimulatedProcess process) : IEventWriter
{
    public Task WriteAsync(EventRecord e, CancellationToken cancellationToken)
    {
        simulation.Note(process.Name, $"event {e.Reason} {e.Involved.Kind} {e.Involved.Namespace}/{e.Involved.Name}: {e.Message}");
        return Task.CompletedTask;
    }
}
