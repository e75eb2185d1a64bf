using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.Validation;

/// <summary>Rules for what is wanted of pods.</summary>
internal static class PodValidation
{
    public static void Validate(PodSpec spec, string path, FieldErrors errors)
    {
        MetadataValidation.ValidateLabels(spec.NodeSelector, $"{path}.nodeSelector", errors);
        if (spec.Containers.Length > 1)
        {
            errors.Forbidden($"{path}.containers", "one container per pod is supported so far; run the others in pods of their own");
        }

        for (var index = 0; index < spec.Containers.Length; index++)
        {
            ValidateContainer(spec.Containers[index], string.Create(CultureInfo.InvariantCulture, $"{path}.containers[{index}]"), errors);
        }
    }

    /// <summary>What a container runs in can't be changed under it; only what it runs can.</summary>
    public static void ValidateUpdate(PodSpec next, PodSpec? previous, FieldErrors errors)
    {
        if (previous is null)
        {
            return;
        }

        var same = next with
        {
            Containers = SameImages(next.Containers, previous.Containers),
            ActiveDeadlineSeconds = previous.ActiveDeadlineSeconds,
            Tolerations = next.Tolerations.Length >= previous.Tolerations.Length && previous.Tolerations.All(next.Tolerations.Contains)
                ? previous.Tolerations
                : next.Tolerations,
        };
        if (!ResourceJson.SameContent(same, previous))
        {
            errors.Forbidden(
                "spec",
                "pod updates may not change fields other than `spec.containers[*].image`,`spec.activeDeadlineSeconds`,"
                + "`spec.tolerations` (only additions to existing tolerations)");
        }
    }

    private static ImmutableArray<Container> SameImages(ImmutableArray<Container> next, ImmutableArray<Container> previous) =>
        next.Length != previous.Length ? next : [.. next.Select((container, index) => container with { Image = previous[index].Image })];

    private static void ValidateContainer(Container container, string path, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(container.Image))
        {
            errors.Required($"{path}.image");
        }
        else if (container.Image.Trim().Length != container.Image.Length)
        {
            errors.Invalid($"{path}.image", container.Image, "must not have leading or trailing whitespace");
        }

        ValidatePorts(container.Ports, $"{path}.ports", errors);
        ValidateResources(container.Resources, $"{path}.resources", errors);
    }

    private static void ValidatePorts(ImmutableArray<ContainerPort> ports, string path, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var hostPorts = new HashSet<(int, string?, string?)>();
        for (var index = 0; index < ports.Length; index++)
        {
            var port = ports[index];
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");
            if (!string.IsNullOrEmpty(port.Name) && !names.Add(port.Name))
            {
                errors.Duplicate($"{at}.name", port.Name);
            }

            if (port.HostPort != 0 && !hostPorts.Add((port.HostPort, port.Protocol, port.HostIp)))
            {
                errors.Duplicate($"{at}.hostPort", port.HostPort);
            }
        }
    }

    private static void ValidateResources(ResourceRequirements resources, string path, FieldErrors errors)
    {
        ValidateAmounts(resources.Limits, $"{path}.limits", errors);
        ValidateAmounts(resources.Requests, $"{path}.requests", errors);
        foreach (var (name, request) in resources.Requests)
        {
            if (resources.Limits.TryGetValue(name, out var limit) && request > limit)
            {
                errors.Invalid($"{path}.requests", request, $"must be less than or equal to {name} limit of {limit}");
            }
        }
    }

    private static void ValidateAmounts(ImmutableSortedDictionary<string, Quantity> amounts, string path, FieldErrors errors)
    {
        foreach (var (name, amount) in amounts)
        {
            errors.InvalidAll($"{path}[{name}]", name, TextRules.Faults(TextFormat.QualifiedName, name));
            var standard = name is ResourceName.Cpu or ResourceName.Memory or ResourceName.EphemeralStorage
                || name.StartsWith("hugepages-", StringComparison.Ordinal);
            if (!standard && !name.Contains('/', StringComparison.Ordinal))
            {
                errors.Invalid($"{path}[{name}]", name, "must be a standard resource for containers");
            }

            if (amount.Sign < 0)
            {
                errors.Invalid($"{path}[{name}]", amount, "must be greater than or equal to 0");
            }
        }
    }
}
