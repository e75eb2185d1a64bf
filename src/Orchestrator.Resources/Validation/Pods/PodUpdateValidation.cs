using System.Collections.Immutable;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>What of a pod can change: what a container runs in can't be changed under it; only what it runs can.</summary>
internal static class PodUpdateValidation
{
    public static void Validate(PodSpec next, PodSpec previous, FieldErrors errors)
    {
        var listed = HasSameLength(next.Containers, previous.Containers, "spec.containers", errors)
            & HasSameLength(next.InitContainers, previous.InitContainers, "spec.initContainers", errors);
        ValidateDeadline(next.ActiveDeadlineSeconds, previous.ActiveDeadlineSeconds, errors);
        if (!listed)
        {
            return;
        }

        var same = next with
        {
            Containers = SameImages(next.Containers, previous.Containers),
            InitContainers = SameImages(next.InitContainers, previous.InitContainers),
            ActiveDeadlineSeconds = previous.ActiveDeadlineSeconds,
            Tolerations = next.Tolerations.Length >= previous.Tolerations.Length && previous.Tolerations.All(next.Tolerations.Contains)
                ? previous.Tolerations
                : next.Tolerations,
        };
        if (!ResourceJson.SameContent(same, previous))
        {
            errors.Forbidden(
                "spec",
                "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
                + "`spec.tolerations` (only additions to existing tolerations)");
        }
    }

    private static bool HasSameLength(ImmutableArray<Container> next, ImmutableArray<Container> previous, string path, FieldErrors errors)
    {
        if (next.Length != previous.Length)
        {
            errors.Forbidden(path, "pod updates may not add or remove containers");
        }

        return next.Length == previous.Length;
    }

    /// <summary>Someone may count on the pod's end by then, so it comes sooner but never later.</summary>
    private static void ValidateDeadline(long? next, long? previous, FieldErrors errors)
    {
        if (next is { } seconds && seconds > previous)
        {
            errors.Invalid("spec.activeDeadlineSeconds", seconds, "must be less than or equal to previous value");
        }
        else if (next is null && previous is not null)
        {
            errors.Invalid("spec.activeDeadlineSeconds", next, "must not update from a positive integer to nil value");
        }
    }

    private static ImmutableArray<Container> SameImages(ImmutableArray<Container> next, ImmutableArray<Container> previous) =>
        [.. next.Select((container, index) => container with { Image = previous[index].Image })];
}
