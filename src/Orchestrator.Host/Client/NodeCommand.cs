using System.CommandLine;

namespace Orchestrator.Host.Client;

/// <summary><c>orc node</c>: takes nodes out of use, and back.</summary>
internal sealed class NodeCommand : Command
{
    /// <summary>The command.</summary>
    public NodeCommand(ClientSurroundings surroundings)
        : base("node", "Takes nodes out of use, and back.")
    {
        Add(new CordonCommand("cordon", "The node takes no new pods; those that are there stay.", cordon: true, surroundings));
        Add(new CordonCommand("uncordon", "The node takes pods again.", cordon: false, surroundings));
        Add(new DrainCommand(surroundings));
    }
}
