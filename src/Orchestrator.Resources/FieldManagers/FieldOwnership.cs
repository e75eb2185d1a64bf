using System.Collections.Immutable;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.FieldManagers;

/// <summary>
/// Keeps who manages which field (<c>metadata.managedFields</c>) as objects are written: who changes a field manages it from then on, and nobody manages a field
/// that is gone. Source of the rules: Kubernetes' page on server-side apply.
/// </summary>
public static class FieldOwnership
{
    /// <summary>The object with the bookkeeping of a create, replace or patch.</summary>
    /// <param name="live">The object before the write; null where it is new.</param>
    /// <param name="next">The object as it is to be stored, with its defaults.</param>
    /// <param name="writer">Who writes.</param>
    public static T AfterUpdate<T>(T? live, T next, FieldWriter writer)
        where T : class, IResource<T>, new() => AfterUpdate(live, next, writer, ResourceKinds.ModelOf<T>());

    /// <summary>The object with the bookkeeping of a create, replace or patch.</summary>
    /// <param name="live">The object before the write; null where it is new.</param>
    /// <param name="next">The object as it is to be stored, with its defaults.</param>
    /// <param name="writer">Who writes.</param>
    /// <param name="model">Its kind.</param>
    public static T AfterUpdate<T>(T? live, T next, FieldWriter writer, ResourceModel<T> model)
        where T : class, IResource<T>
    {
        var schema = model.Kind.Schema;
        var said = writer.Subresource.Length == 0 ? next.Metadata.ManagedFields : [];
        var held = Said(said, live?.Metadata.ManagedFields ?? []);
        var changes = FieldComparison.Of(ResourceJson.ToNode(live ?? model.Empty), ResourceJson.ToNode(next), schema).Except(UnmanagedFields.Of(schema, writer.Subresource));
        var taken = changes.Added.Union(changes.Modified);
        var own = held.FieldsOf(writer).Except(changes.Removed).Union(taken);
        var entries = held.WithoutInOthers(writer, taken.Union(changes.Removed)).With(writer, own, hasChanged: !taken.IsEmpty);
        return next.WithMetadata(next.Metadata with { ManagedFields = entries.ToDocument() });
    }

    /// <summary>
    /// The entries to start from. A writer that sends some means them, such as one that moves fields from one manager to another; one that sends none does not
    /// know of them; and a single entry that says nothing asks to forget them all.
    /// </summary>
    private static ManagedEntries Said(ImmutableArray<ManagedFieldsEntry> said, ImmutableArray<ManagedFieldsEntry> live)
    {
        var meant = ManagedEntries.Of(said);
        return said is [var only] && only.IsEmpty() ? meant : meant.IsEmpty ? ManagedEntries.Of(live) : meant;
    }
}
