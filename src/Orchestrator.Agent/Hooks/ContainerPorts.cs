using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Hooks;

/// <summary>Ports of containers by number or by name.</summary>
internal static class ContainerPorts
{
    /// <summary>The number of a port.</summary>
    /// <exception cref="HookException">The container has no port of this name.</exception>
    public static int Number(Container container, IntOrString port)
    {
        if (port.Text is not { } text)
        {
            return port.Number;
        }

        return container.Ports.FirstOrDefault(candidate => candidate.Name == text)?.Port
            ?? throw new HookException($"container \"{container.Name}\" has no port of the name \"{text}\"");
    }
}
