using Orleans.Runtime;

namespace Orchestrator.Simulations.Silos;

/// <summary>What starts a silo again that could not go on.</summary>
internal sealed class Supervisor(Machine machine, SiloProcess silo) : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null) =>
        machine.GiveUp(silo, context ?? exception?.Message ?? "");
}
