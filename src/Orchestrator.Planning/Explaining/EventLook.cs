using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Explaining;

/// <summary>Finds what events say.</summary>
internal static class EventLook
{
    /// <summary>Seconds by which a stored time can be earlier than what it is of, for it is stored without fractions.</summary>
    private static readonly TimeSpan Coarseness = TimeSpan.FromSeconds(1);

    /// <summary>When it last happened.</summary>
    public static DateTimeOffset At(this Event happened) => happened.LastTimestamp
        ?? happened.Series?.LastObservedTime ?? happened.EventTime ?? happened.FirstTimestamp ?? happened.Metadata.CreationTimestamp ?? DateTimeOffset.MinValue;

    /// <summary>The events, the latest first.</summary>
    public static IEnumerable<Event> LatestFirst(this ImmutableArray<Event> events) => events.OrderByDescending(At).ThenBy(happened => happened.Metadata.Name, StringComparer.Ordinal);

    /// <summary>The latest event with this reason, and a message that begins so, since a time; null where there is none.</summary>
    public static Event? Latest(this ImmutableArray<Event> events, string reason, string beginning = "", DateTimeOffset? since = null) => events.LatestFirst()
        .FirstOrDefault(happened => happened.Reason == reason
            && (happened.Message ?? "").StartsWith(beginning, StringComparison.Ordinal)
            && (since is null || happened.At() + Coarseness >= since));
}
