using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Admission;

/// <summary>Gives containers that say nothing of a resource what the LimitRanges of their namespace have for them, as Kubernetes' admission plugin LimitRanger does.</summary>
public static class LimitRangeDefaults
{
    /// <summary>The annotation that says what a pod got so.</summary>
    public const string Annotation = "kubernetes.io/limit-ranger";

    /// <summary>The pod with requests and limits for what it names none for, and a note of that.</summary>
    /// <param name="pod">A new pod, with the defaults of its own description.</param>
    /// <param name="ranges">The LimitRanges of its namespace; the first that has a default for a resource gives it.</param>
    public static Pod Apply(Pod pod, ImmutableArray<LimitRange> ranges)
    {
        foreach (var item in ranges.SelectMany(range => range.Spec.Limits).Where(item => item.Type == LimitType.Container))
        {
            pod = Apply(pod, item);
        }

        return pod;
    }

    private static Pod Apply(Pod pod, LimitRangeItem item)
    {
        var notes = new List<string>();
        var spec = pod.Spec with
        {
            Containers = [.. pod.Spec.Containers.Select(container => Complete(container, "container", item, notes))],
            InitContainers = [.. pod.Spec.InitContainers.Select(container => Complete(container, "init container", item, notes))],
        };
        if (notes.Count == 0)
        {
            return pod;
        }

        var before = pod.Metadata.Annotations.GetValueOrDefault(Annotation);
        var note = before is null ? $"LimitRanger plugin set: {string.Join("; ", notes)}" : $"{before}; {string.Join("; ", notes)}";
        return pod with { Spec = spec, Metadata = pod.Metadata with { Annotations = pod.Metadata.Annotations.SetItem(Annotation, note) } };
    }

    private static Container Complete(Container container, string what, LimitRangeItem item, List<string> notes) => container with
    {
        Resources = container.Resources with
        {
            Requests = Complete(container.Resources.Requests, item.DefaultRequest, $"request for {what} {container.Name}", notes),
            Limits = Complete(container.Resources.Limits, item.Default, $"limit for {what} {container.Name}", notes),
        },
    };

    private static ImmutableSortedDictionary<string, Quantity> Complete(
        ImmutableSortedDictionary<string, Quantity> said, ImmutableSortedDictionary<string, Quantity> usual, string what, List<string> notes)
    {
        var missing = usual.Where(entry => !said.ContainsKey(entry.Key)).ToList();
        if (missing.Count > 0)
        {
            notes.Add($"{string.Join(", ", missing.Select(entry => entry.Key))} {what}");
        }

        return said.AddRange(missing);
    }
}
