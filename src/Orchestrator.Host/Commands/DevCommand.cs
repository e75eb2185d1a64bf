using System.CommandLine;

namespace Orchestrator.Host.Commands;

/// <summary><c>orc dev</c>: a whole cluster of one machine in one process.</summary>
internal static class DevCommand
{
    /// <summary>The command.</summary>
    public static Command Make() => ServeCommand.Make("dev", "Runs a whole cluster of this one machine: control plane, node agent and API in one process, until Ctrl-C.");
}
