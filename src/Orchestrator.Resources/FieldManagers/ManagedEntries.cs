using System.Collections.Immutable;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.FieldManagers;

/// <summary>Who manages which fields of one object.</summary>
internal sealed class ManagedEntries
{
    /// <summary>As in Kubernetes: so many that no one misses one, and few enough that documents stay small.</summary>
    private const int UpdatersMax = 10;

    private const string Ancient = "ancient-changes";

    private readonly ImmutableList<ManagedEntry> _entries;

    private ManagedEntries(IEnumerable<ManagedEntry> entries) => _entries = [.. entries.Where(entry => !entry.Fields.IsEmpty)];

    /// <summary>Whether nobody manages anything.</summary>
    public bool IsEmpty => _entries.IsEmpty;

    /// <summary>The entries of a document.</summary>
    public static ManagedEntries Of(ImmutableArray<ManagedFieldsEntry> entries) => new(entries.Select(ManagedEntry.Of));

    /// <summary>What this writer manages; nothing where it has written nothing yet.</summary>
    public FieldSet FieldsOf(FieldWriter writer) => _entries.Find(entry => entry.IsOf(writer))?.Fields ?? FieldSet.Empty;

    /// <summary>What all manage together, but for this writer.</summary>
    public FieldSet FieldsOfOthers(FieldWriter writer) => Others(writer).Aggregate(FieldSet.Empty, (all, entry) => all.Union(entry.Fields));

    /// <summary>The entries of all but this writer.</summary>
    public IEnumerable<ManagedEntry> Others(FieldWriter writer) => _entries.Where(entry => !entry.IsOf(writer));

    /// <summary>The entries with these fields taken from all but the writer.</summary>
    public ManagedEntries WithoutInOthers(FieldWriter writer, FieldSet gone) =>
        new(_entries.Select(entry => entry.IsOf(writer) ? entry : entry with { Fields = entry.Fields.Except(gone) }));

    /// <summary>The entries with another set for this writer. The time of the last change stays where nothing has changed.</summary>
    public ManagedEntries With(FieldWriter writer, FieldSet fields, bool hasChanged)
    {
        var before = _entries.Find(entry => entry.IsOf(writer));
        var kept = before is not null && !hasChanged && before.Fields.SameAs(fields) ? before : new ManagedEntry(writer, fields);
        return new ManagedEntries([.. Others(writer), kept]);
    }

    /// <summary>The entries as a document has them, in Kubernetes' order; the oldest of many updates as one.</summary>
    public ImmutableArray<ManagedFieldsEntry> ToDocument() => [.. Bounded()
        .OrderBy(entry => entry.Writer.Operation, StringComparer.Ordinal)
        .ThenBy(entry => entry.Writer.Time)
        .ThenBy(entry => entry.Writer.Manager, StringComparer.Ordinal)
        .ThenBy(entry => entry.Writer.ApiVersion, StringComparer.Ordinal)
        .ThenBy(entry => entry.Writer.Subresource, StringComparer.Ordinal)
        .Select(entry => entry.ToDocument())];

    private IEnumerable<ManagedEntry> Bounded()
    {
        var updaters = _entries.Where(entry => entry.Writer.Operation == ManagedFieldsOperation.Update).OrderBy(entry => entry.Writer.Time).ToList();
        if (updaters.Count <= UpdatersMax)
        {
            return _entries;
        }

        var oldest = updaters.Take(updaters.Count - UpdatersMax + 1).ToList();
        var merged = oldest.GroupBy(entry => entry.Writer.ApiVersion, StringComparer.Ordinal).Select(group => new ManagedEntry(
            group.Last().Writer with { Manager = Ancient, Subresource = "" }, group.Aggregate(FieldSet.Empty, (all, entry) => all.Union(entry.Fields))));
        return _entries.Except(oldest).Concat(merged);
    }
}
