using System.Collections.Immutable;

namespace Orchestrator.Resources.Meta;

/// <summary>The finalizers by which an object on its way out waits until what it owns has been seen to. The system sets and removes them.</summary>
public static class DependentsFinalizer
{
    /// <summary>What it owns is to lose it as an owner first.</summary>
    public const string Orphan = "orphan";

    /// <summary>What it owns, and is marked as blocking, is to be gone first.</summary>
    public const string Foreground = "foregroundDeletion";

    /// <summary>Whether one of them is there.</summary>
    public static bool IsIn(ImmutableArray<string> finalizers) => finalizers.Contains(Orphan) || finalizers.Contains(Foreground);

    /// <summary>The finalizers with this one of the system's, or with none where it is null.</summary>
    public static ImmutableArray<string> Set(ImmutableArray<string> finalizers, string? finalizer)
    {
        var others = finalizers.RemoveAll(other => other is Orphan or Foreground);
        return finalizer is null ? others : others.Add(finalizer);
    }
}
