using Docker.DotNet.Models;

namespace Orchestrator.Containers.Docker;

/// <summary>Puts a container's description into Docker's words.</summary>
internal static class ContainerRequest
{
    /// <summary>The request that creates a container.</summary>
    /// <exception cref="EngineException">What is asked for contradicts itself.</exception>
    public static CreateContainerParameters Of(ContainerSpec container)
    {
        EngineNames.Object(container.Name);
        ContainerRequestRules.Check(container);
        return new CreateContainerParameters
        {
            Name = container.Name,
            Image = container.Image,
            Entrypoint = NullIfEmpty(container.Entrypoint),
            Cmd = NullIfEmpty(container.Arguments),
            Env = NullIfEmpty(container.Environment),
            WorkingDir = container.WorkingDirectory,
            Hostname = container.Hostname,
            Labels = new Dictionary<string, string>(container.Labels),
            Tty = container.Tty,
            OpenStdin = container.OpenStdin,
            StdinOnce = container.StdinOnce,
            User = container.User,
            ExposedPorts = container.Ports.Select(HostRequest.KeyOf).Distinct().ToDictionary(key => key, _ => default(EmptyStruct)),
            HostConfig = HostRequest.Of(container),
            NetworkingConfig = NetworkingOf(container),
        };
    }

    private static NetworkingConfig? NetworkingOf(ContainerSpec container)
    {
        if (container.Network is null)
        {
            return null;
        }

        var endpoint = new EndpointSettings { IPAMConfig = container.Address is null ? null : new EndpointIPAMConfig { IPv4Address = container.Address } };
        return new NetworkingConfig { EndpointsConfig = new Dictionary<string, EndpointSettings> { [container.Network] = endpoint } };
    }

    private static IList<string>? NullIfEmpty(IReadOnlyList<string> items) => items.Count == 0 ? null : [.. items];
}
