using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for ports of the machine that a pod's containers take.</summary>
internal static class HostPortValidation
{
    public static void Validate(PodSpec spec, string path, bool isTemplate, FieldErrors errors)
    {
        // Sidecars run beside the containers and compete with them. Other init containers run alone.
        var taken = new HashSet<(int, string?, string?)>();
        for (var index = 0; index < spec.Containers.Length; index++)
        {
            Validate(spec.Containers[index], FieldPath.Item($"{path}.containers", index), taken);
        }

        for (var index = 0; index < spec.InitContainers.Length; index++)
        {
            var container = spec.InitContainers[index];
            Validate(container, FieldPath.Item($"{path}.initContainers", index), container.IsSidecar ? taken : []);
        }

        void Validate(Container container, string at, HashSet<(int, string?, string?)> ports)
        {
            ValidateUnique(container.Ports, $"{at}.ports", ports, errors);
            if (spec.HostNetwork)
            {
                ValidateSame(container.Ports, $"{at}.ports", isTemplate, errors);
            }
        }
    }

    private static void ValidateUnique(ImmutableArray<ContainerPort> ports, string path, HashSet<(int, string?, string?)> taken, FieldErrors errors)
    {
        for (var index = 0; index < ports.Length; index++)
        {
            var port = ports[index];
            if (port.HostPort != 0 && !taken.Add((port.HostPort, port.Protocol, port.HostIp)))
            {
                errors.Duplicate($"{FieldPath.Item(path, index)}.hostPort", port.HostPort);
            }
        }
    }

    /// <summary>On the machine's network a container's port is the machine's.</summary>
    private static void ValidateSame(ImmutableArray<ContainerPort> ports, string path, bool isTemplate, FieldErrors errors)
    {
        for (var index = 0; index < ports.Length; index++)
        {
            var port = ports[index];
            if (port.HostPort != port.Port && !(isTemplate && port.HostPort == 0))
            {
                errors.Invalid($"{FieldPath.Item(path, index)}.hostPort", port.HostPort, "must match `containerPort` when `hostNetwork` is true");
            }
        }
    }
}
