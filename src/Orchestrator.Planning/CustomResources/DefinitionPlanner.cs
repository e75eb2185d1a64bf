using System.Collections.Immutable;
using Orchestrator.Resources.CustomResources;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.CustomResources;

/// <summary>Decides which names a definition gets, and what its status says of it, in Kubernetes' words.</summary>
public static class DefinitionPlanner
{
    /// <summary>The status of a definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="others">The other definitions of its group.</param>
    /// <param name="isEstablished">Whether every gateway has had the time to learn of the accepted names.</param>
    /// <param name="now">The time.</param>
    public static CustomResourceDefinitionStatus Plan(
        CustomResourceDefinition definition, IEnumerable<CustomResourceDefinition> others, bool isEstablished, DateTimeOffset now)
    {
        var (before, names) = (definition.Status, definition.Spec.Names);
        var rivals = others.Where(other => Precedes(other, definition)).ToList();
        var resources = rivals.SelectMany(ResourceNames).ToHashSet(StringComparer.Ordinal);
        var kinds = rivals.SelectMany(KindNames).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<(string Reason, string? Taken)> conflicts =
        [
            ("PluralConflict", Taken(resources, names.Plural)),
            ("SingularConflict", Taken(resources, names.Singular)),
            ("ShortNamesConflict", names.ShortNames.FirstOrDefault(resources.Contains)),
            ("KindConflict", Taken(kinds, names.Kind)),
            ("ListKindConflict", Taken(kinds, names.ListKind)),
        ];
        // The last one is told of, as in Kubernetes.
        var conflict = conflicts.LastOrDefault(found => found.Taken is not null);
        var isAccepted = conflict.Taken is null;
        var accepted = isAccepted
            ? Condition(before, CustomResourceConditionType.NamesAccepted, true, "NoConflicts", "no conflicts found", now)
            : Condition(before, CustomResourceConditionType.NamesAccepted, false, conflict.Reason, $"\"{conflict.Taken}\" is already in use", now);
        var established = isAccepted && (isEstablished || definition.Is(CustomResourceConditionType.Established))
            ? Condition(before, CustomResourceConditionType.Established, true, "InitialNamesAccepted", "the initial names have been accepted", now)
            : isAccepted ? Condition(before, CustomResourceConditionType.Established, false, "Installing", "the initial names have been accepted", now)
            : Condition(before, CustomResourceConditionType.Established, false, "NotAccepted", "not all names are accepted", now);
        return before with
        {
            Conditions = [accepted, established, .. before.Conditions.Where(condition => condition.Type == CustomResourceConditionType.Terminating)],
            AcceptedNames = isAccepted ? names : before.AcceptedNames ?? new CustomResourceNames(),
            StoredVersions = StoredVersions(definition),
        };
    }

    /// <summary>The status of a definition that is being deleted.</summary>
    public static CustomResourceDefinitionStatus PlanTerminating(CustomResourceDefinition definition, DateTimeOffset now) => definition.Status with
    {
        Conditions =
        [
            .. definition.Status.Conditions.Where(condition => condition.Type != CustomResourceConditionType.Terminating),
            Condition(
                definition.Status, CustomResourceConditionType.Terminating, true, "InstanceDeletionInProgress", "CustomResource deletion is in progress", now),
        ],
    };

    /// <summary>Whether one of two definitions with the same names has them: who was given them, else who was there first.</summary>
    public static bool Precedes(CustomResourceDefinition other, CustomResourceDefinition definition)
    {
        var (theirs, ours) = (HasNames(other), HasNames(definition));
        return theirs != ours
            ? theirs
            : (other.Metadata.CreationTimestamp ?? default, other.Metadata.Name).CompareTo((definition.Metadata.CreationTimestamp ?? default, definition.Metadata.Name)) < 0;
    }

    private static bool HasNames(CustomResourceDefinition definition) => definition.Is(CustomResourceConditionType.NamesAccepted);

    private static IEnumerable<string> ResourceNames(CustomResourceDefinition definition) =>
        definition.Spec.Names.ShortNames.Append(definition.Spec.Names.Plural).Append(definition.Spec.Names.Singular ?? "");

    private static IEnumerable<string> KindNames(CustomResourceDefinition definition) => [definition.Spec.Names.Kind, definition.Spec.Names.ListKind ?? ""];

    private static string? Taken(HashSet<string> names, string? name) => name is { Length: > 0 } && names.Contains(name) ? name : null;

    // Objects of every version are read alike, whatever version they were stored as, so that one that is no longer described is no longer waited for.
    private static ImmutableArray<string> StoredVersions(CustomResourceDefinition definition)
    {
        var storage = definition.Spec.Versions.Where(version => version.Storage).Select(version => version.Name);
        var known = definition.Spec.Versions.Select(version => version.Name).ToHashSet(StringComparer.Ordinal);
        return [.. definition.Status.StoredVersions.Where(known.Contains).Union(storage, StringComparer.Ordinal)];
    }

    private static CustomResourceCondition Condition(
        CustomResourceDefinitionStatus before, string type, bool holds, string reason, string message, DateTimeOffset now)
    {
        var status = holds ? ConditionStatus.True : ConditionStatus.False;
        var same = before.Conditions.FirstOrDefault(condition => condition.Type == type && condition.Status == status);
        return new CustomResourceCondition { Type = type, Status = status, Reason = reason, Message = message, LastTransitionTime = same?.LastTransitionTime ?? now };
    }
}
