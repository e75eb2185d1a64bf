namespace Orchestrator.Containers.Docker;

/// <summary>Refuses what contradicts itself in a container's description, which the engine would partly leave out in silence.</summary>
internal static class ContainerRequestRules
{
    /// <summary>Makes sure that all of the description can hold at once.</summary>
    /// <exception cref="EngineException">It cannot.</exception>
    public static void Check(ContainerSpec container)
    {
        One(container, "network", container.Network is not null, container.NetworkOf is not null, container.HostNetwork);
        One(container, "process namespace", container.PidOf is not null, container.HostPid);
        One(container, "IPC namespace", container.IpcOf is not null, container.HostIpc, container.ShareIpc);
        if (container.Network is null && (container.Address is not null || container.Ports.Count > 0))
        {
            throw Refusal(container, "has no network of its own, so it can have neither an address nor published ports");
        }

        if (container.NetworkOf is not null && (container.Hostname is not null || container.ExtraHosts.Count > 0))
        {
            throw Refusal(container, "has the network of another, so it can have neither a host name nor lines of /etc/hosts of its own");
        }

        if (container.IpcOf is not null && container.ShmSizeBytes is not null)
        {
            throw Refusal(container, "has the shared memory of another, so it cannot have a size for its own");
        }

        if (container.StdinOnce && !container.OpenStdin)
        {
            throw Refusal(container, "has no input, so it cannot have one that ends with its first writer");
        }

        foreach (var id in new[] { container.NetworkOf, container.PidOf, container.IpcOf }.OfType<string>())
        {
            EngineNames.Object(id);
        }
    }

    private static void One(ContainerSpec container, string what, params ReadOnlySpan<bool> choices)
    {
        if (choices.Count(true) > 1)
        {
            throw Refusal(container, $"is to have one {what}, and more than one is named");
        }
    }

    private static EngineException Refusal(ContainerSpec container, string why) => new(EngineFault.Invalid, $"The container '{container.Name}' {why}.");
}
