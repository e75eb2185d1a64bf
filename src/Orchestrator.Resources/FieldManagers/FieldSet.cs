using System.Collections.Immutable;

namespace Orchestrator.Resources.FieldManagers;

/// <summary>
/// A set of fields of a document, as a tree of steps: <c>f:name</c> for a field, <c>k:{...}</c> for the item with these keys, <c>v:...</c> for an item that is this
/// scalar. A field can be in the set with what is in it, without, or only for what is in it. A set never changes.
/// </summary>
public sealed class FieldSet
{
    private static readonly ImmutableSortedDictionary<string, FieldSet> NoChildren = ImmutableSortedDictionary.Create<string, FieldSet>(StringComparer.Ordinal);

    private FieldSet(bool isMember, ImmutableSortedDictionary<string, FieldSet> children)
    {
        IsMember = isMember;
        Children = children;
    }

    /// <summary>The set of no fields.</summary>
    public static FieldSet Empty { get; } = new(false, NoChildren);

    /// <summary>Whether what this tree stands for is itself in the set.</summary>
    public bool IsMember { get; }

    /// <summary>What is in the set below, by step.</summary>
    public ImmutableSortedDictionary<string, FieldSet> Children { get; }

    /// <summary>Whether nothing is in the set.</summary>
    public bool IsEmpty => !IsMember && Children.IsEmpty;

    /// <summary>A tree of these parts. Children without fields are left out.</summary>
    public static FieldSet Of(bool isMember, IEnumerable<KeyValuePair<string, FieldSet>> children)
    {
        var kept = NoChildren.AddRange(children.Where(child => !child.Value.IsEmpty));
        return !isMember && kept.IsEmpty ? Empty : new FieldSet(isMember, kept);
    }

    /// <summary>What is below a step; empty where nothing is.</summary>
    public FieldSet Below(string step) => Children.GetValueOrDefault(step, Empty);

    /// <summary>What is in either set.</summary>
    public FieldSet Union(FieldSet other) => IsEmpty ? other : other.IsEmpty ? this : Of(
        IsMember || other.IsMember,
        Children.Keys.Union(other.Children.Keys, StringComparer.Ordinal).Select(step => KeyValuePair.Create(step, Below(step).Union(other.Below(step)))));

    /// <summary>What is in both sets.</summary>
    public FieldSet Intersect(FieldSet other) => Of(
        IsMember && other.IsMember, Children.Select(child => KeyValuePair.Create(child.Key, child.Value.Intersect(other.Below(child.Key)))));

    /// <summary>What is in this set and not in the other.</summary>
    public FieldSet Except(FieldSet other) => other.IsEmpty ? this : Of(
        IsMember && !other.IsMember, Children.Select(child => KeyValuePair.Create(child.Key, child.Value.Except(other.Below(child.Key)))));

    /// <summary>What is in this set and neither in the other nor below a member of it.</summary>
    public FieldSet ExceptTrees(FieldSet other) => other.IsMember ? Empty : other.IsEmpty ? this : Of(
        IsMember, Children.Select(child => KeyValuePair.Create(child.Key, child.Value.ExceptTrees(other.Below(child.Key)))));

    /// <summary>Whether both sets have the same fields.</summary>
    public bool SameAs(FieldSet other) =>
        IsMember == other.IsMember
        && Children.Count == other.Children.Count
        && Children.All(child => other.Children.TryGetValue(child.Key, out var twin) && child.Value.SameAs(twin));

    /// <summary>The paths of all members, each as its steps.</summary>
    public IEnumerable<ImmutableList<string>> Paths() => PathsFrom([]);

    private IEnumerable<ImmutableList<string>> PathsFrom(ImmutableList<string> path)
    {
        if (IsMember)
        {
            yield return path;
        }

        foreach (var (step, child) in Children)
        {
            foreach (var found in child.PathsFrom(path.Add(step)))
            {
                yield return found;
            }
        }
    }
}
