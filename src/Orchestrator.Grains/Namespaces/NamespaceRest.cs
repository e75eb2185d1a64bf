using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Grains.Namespaces;

/// <summary>What is left in a namespace that is being deleted.</summary>
/// <param name="Counts">How many objects of which kind.</param>
/// <param name="Finalizers">How many objects each finalizer holds.</param>
internal sealed record NamespaceRest(ImmutableSortedDictionary<string, int> Counts, ImmutableSortedDictionary<string, int> Finalizers)
{
    /// <summary>Nothing is left.</summary>
    public static NamespaceRest Nothing { get; } = new(
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal), ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal));

    /// <summary>The same with one more object.</summary>
    public NamespaceRest With(KindDescription kind, ImmutableArray<string> finalizers) => new(
        Add(Counts, $"{kind.Plural}.{kind.Group}"), finalizers.Aggregate(Finalizers, Add));

    /// <summary>Whether just as much is left.</summary>
    public bool IsSame(NamespaceRest other) => Counts.SequenceEqual(other.Counts) && Finalizers.SequenceEqual(other.Finalizers);

    /// <summary>The conditions of a namespace that say so, in Kubernetes' words.</summary>
    public ImmutableArray<NamespaceCondition> Conditions(ImmutableArray<NamespaceCondition> before, DateTimeOffset now) =>
    [
        Of("NamespaceContentRemaining", Counts.IsEmpty, "ContentRemoved", "SomeResourcesRemain",
            $"Some resources are remaining: {Join(Counts, "has", "resource instances")}", "All content successfully removed", before, now),
        Of("NamespaceFinalizersRemaining", Finalizers.IsEmpty, "ContentHasNoFinalizers", "SomeFinalizersRemain",
            $"Some content in the namespace has finalizers remaining: {Join(Finalizers, "in", "resource instances")}", "All content-preserving finalizers finished",
            before, now),
    ];

    private static NamespaceCondition Of(
        string type, bool isDone, string doneReason, string reason, string message, string doneMessage, ImmutableArray<NamespaceCondition> before, DateTimeOffset now)
    {
        var status = isDone ? ConditionStatus.False : ConditionStatus.True;
        var same = before.FirstOrDefault(condition => condition.Type == type && condition.Status == status);
        return new NamespaceCondition
        {
            Type = type,
            Status = status,
            Reason = isDone ? doneReason : reason,
            Message = isDone ? doneMessage : message,
            LastTransitionTime = same?.LastTransitionTime ?? now,
        };
    }

    private static string Join(ImmutableSortedDictionary<string, int> counts, string verb, string what) =>
        string.Join(", ", counts.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {verb} {pair.Value} {what}")));

    private static ImmutableSortedDictionary<string, int> Add(ImmutableSortedDictionary<string, int> counts, string name) =>
        counts.SetItem(name, counts.GetValueOrDefault(name) + 1);
}
