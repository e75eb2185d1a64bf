using System.CommandLine;

namespace Orchestrator.Host.Commands;

/// <summary><c>orc silo</c>: one silo of a cluster.</summary>
internal static class SiloCommand
{
    /// <summary>The command.</summary>
    public static Command Make() => ServeCommand.Make("silo", "Runs one silo of a cluster, until it is told to stop: control plane, node agent, or both.", withRoles: true);
}
