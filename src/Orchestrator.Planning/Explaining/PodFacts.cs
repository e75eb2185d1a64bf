using System.Collections.Immutable;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Explaining;

/// <summary>The facts that an explanation rests on.</summary>
internal static class PodFacts
{
    private const int EventsMax = 6;

    public static ImmutableArray<string> Of(PodSurroundings seen, PodState state)
    {
        var facts = new List<string> { Overview(seen) };
        if (seen.Owner is { } owner)
        {
            facts.Add(Sentence(owner));
        }

        if (state is not (PodState.Running or PodState.Succeeded))
        {
            facts.AddRange(seen.Pod.Status.Conditions.Where(condition => condition.Status != ConditionStatus.True && condition.Message is { Length: > 0 }).Select(Sentence));
            facts.AddRange(seen.Pod.Status.InitContainerStatuses.Concat(seen.Pod.Status.ContainerStatuses).Select(status => Sentence(status, seen.Now)));
            facts.AddRange(Events(seen));
        }

        facts.AddRange(seen.Unread);
        return [.. facts];
    }

    private static string Overview(PodSurroundings seen)
    {
        var (pod, statuses) = (seen.Pod, seen.Pod.Status.ContainerStatuses);
        var node = pod.Spec.NodeName is { Length: > 0 } name ? $"on node {name}" : "on no node";
        var age = pod.Metadata.CreationTimestamp is { } created ? $", made {Spell.Time(seen.Now - created)} ago" : "";
        return $"phase {pod.Status.Phase ?? "not known"}, {statuses.Count(status => status.Ready)} of {pod.Spec.Containers.Length} containers ready, {node}{age}";
    }

    private static string Sentence(OwnerSight owner) => owner switch
    {
        { Found: false } => $"its owner {owner.Kind} {owner.Name} does not exist",
        { Wanted: { } wanted, Ready: var ready } => $"its owner {owner.Kind} {owner.Name} wants {wanted} pods, and {ready ?? 0} are ready",
        _ => $"its owner is {owner.Kind} {owner.Name}",
    };

    private static string Sentence(PodCondition condition) => $"condition {condition.Type} is {condition.Status} ({condition.Reason}): {Spell.Unstopped(condition.Message)}";

    private static string Sentence(ContainerStatus status, DateTimeOffset now)
    {
        var state = status.State switch
        {
            { Running.StartedAt: { } at } => $"running for {Spell.Time(now - at)}, {(status.Ready ? "ready" : "not ready")}",
            { Waiting: { } waiting } => $"waiting, {waiting.Reason}{(waiting.Message is { Length: > 0 } ? $": {Spell.Unstopped(waiting.Message)}" : "")}",
            { Terminated: { } ended } => $"ended with exit code {ended.ExitCode} ({ended.Reason})",
            _ => "not said",
        };
        var last = status.LastState.Terminated is { } before ? $"; the run before ended with exit code {before.ExitCode} ({before.Reason}){Ran(before)}" : "";
        return $"container {status.Name}, {status.RestartCount} restarts: {state}{last}";
    }

    private static string Ran(ContainerStateTerminated ended) =>
        ended is { StartedAt: { } from, FinishedAt: { } to } && to >= from ? $" after {Spell.Time(to - from)}" : "";

    // Warnings say more than what went as it should; of the rest the latest.
    private static IEnumerable<string> Events(PodSurroundings seen) => seen.Events.LatestFirst()
        .OrderBy(happened => happened.Type == EventType.Warning ? 0 : 1)
        .Take(EventsMax)
        .Select(happened =>
            $"event {happened.Reason}{(happened.Count > 1 ? $", {happened.Count} times" : "")}, {Spell.Time(seen.Now - happened.At())} ago: {Spell.Unstopped(happened.Message)}");
}
