using System.Collections.Immutable;

namespace Orchestrator.Resources.FieldManagers;

/// <summary>What is applied would change fields that others manage. Nothing of it was applied.</summary>
/// <param name="conflicts">The fields; at least one.</param>
public sealed class FieldConflictException(ImmutableArray<FieldConflict> conflicts) : Exception(Words(conflicts))
{
    /// <summary>The fields.</summary>
    public ImmutableArray<FieldConflict> Conflicts { get; } = conflicts;

    private static string Words(ImmutableArray<FieldConflict> conflicts)
    {
        if (conflicts is [var only])
        {
            return $"Apply failed with 1 conflict: conflict with {only.Manager}: {only.Path}";
        }

        var managers = conflicts.GroupBy(conflict => conflict.Manager, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal);
        return $"Apply failed with {conflicts.Length} conflicts: "
            + string.Join('\n', managers.Select(group => $"conflicts with {group.Key}:\n{string.Join('\n', group.Select(conflict => $"- {conflict.Path}"))}"));
    }
}
