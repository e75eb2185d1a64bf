using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Admission;

/// <summary>What a pod asks for against the LimitRanges of its namespace, in the words of Kubernetes' admission plugin LimitRanger.</summary>
public static class LimitRangeRules
{
    /// <summary>What is wrong, a sentence each; nothing where all is well.</summary>
    /// <param name="spec">What is wanted of the pod, with all defaults.</param>
    /// <param name="ranges">The LimitRanges of its namespace.</param>
    public static ImmutableArray<string> Faults(PodSpec spec, ImmutableArray<LimitRange> ranges) =>
        [.. ranges.SelectMany(range => range.Spec.Limits).SelectMany(item => Faults(spec, item))];

    private static IEnumerable<string> Faults(PodSpec spec, LimitRangeItem item) => item.Type switch
    {
        LimitType.Container => spec.Containers.Concat(spec.InitContainers).SelectMany(container => Faults(item, container.Resources)),
        LimitType.Pod => Faults(item, new ResourceRequirements { Requests = OfPod(spec, resources => resources.Requests), Limits = OfPod(spec, resources => resources.Limits) }),
        _ => [],
    };

    private static IEnumerable<string> Faults(LimitRangeItem item, ResourceRequirements asked)
    {
        foreach (var (name, least) in item.Min)
        {
            if (BelowMinimum(least, Of(asked.Requests, name), Of(asked.Limits, name)) is { } fault)
            {
                yield return $"minimum {name} usage per {item.Type} is {least}{fault}";
            }
        }

        foreach (var (name, most) in item.Max)
        {
            if (AboveMaximum(most, Of(asked.Requests, name), Of(asked.Limits, name)) is { } fault)
            {
                yield return $"maximum {name} usage per {item.Type} is {most}{fault}";
            }
        }

        foreach (var (name, ratio) in item.MaxLimitRequestRatio)
        {
            if (AboveRatio(ratio, Of(asked.Requests, name), Of(asked.Limits, name)) is { } fault)
            {
                yield return $"{name} max limit to request ratio per {item.Type} is {ratio}, but {fault}";
            }
        }
    }

    private static string? BelowMinimum(Quantity least, Quantity? request, Quantity? limit) =>
        request is null ? ".  No request is specified"
        : request < least ? $", but request is {request}"
        : limit < least ? $", but limit is {limit}"
        : null;

    private static string? AboveMaximum(Quantity most, Quantity? request, Quantity? limit) =>
        limit is null ? ".  No limit is specified"
        : limit > most ? $", but limit is {limit}"
        : request > most ? $", but request is {request}"
        : null;

    private static string? AboveRatio(Quantity ratio, Quantity? request, Quantity? limit)
    {
        if (request is not { Sign: > 0 } asked)
        {
            return "no request is specified or request is 0";
        }

        if (limit is not { Sign: > 0 } allowed)
        {
            return "no limit is specified or limit is 0";
        }

        return allowed.Nanos * Quantity.Of(1).Nanos > ratio.Nanos * asked.Nanos
            ? string.Create(CultureInfo.InvariantCulture, $"provided ratio is {(double)allowed.Nanos / (double)asked.Nanos:F6}")
            : null;
    }

    // What any container names counts for the pod; what none names, the pod does not say.
    private static ImmutableSortedDictionary<string, Quantity> OfPod(PodSpec spec, Func<ResourceRequirements, ImmutableSortedDictionary<string, Quantity>> section) =>
        spec.Containers.Concat(spec.InitContainers).SelectMany(container => section(container.Resources).Keys).Distinct(StringComparer.Ordinal)
            .ToImmutableSortedDictionary(
                name => name, name => PodRequests.Peak(spec, name, container => section(container.Resources).AmountOf(name)), StringComparer.Ordinal);

    private static Quantity? Of(ImmutableSortedDictionary<string, Quantity> map, string name) => map.TryGetValue(name, out var amount) ? amount : null;
}
