using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.FieldManagers;

/// <summary>
/// Server-side apply: sets what the writer names, removes what it named before and nobody else does, and refuses to change what others manage unless it is forced.
/// Source of the rules: Kubernetes' page on server-side apply.
/// </summary>
public static class ServerSideApply
{
    /// <summary>Who manages what was there before anybody kept account of it.</summary>
    private const string BeforeFirstApply = "before-first-apply";

    /// <summary>The object as it is to be stored, with its defaults and its bookkeeping.</summary>
    /// <param name="live">The object as it is; null where there is none yet.</param>
    /// <param name="written">What the writer wrote, decoded, as JSON.</param>
    /// <param name="writer">Who writes; its operation is Apply.</param>
    /// <param name="force">Whether the writer takes over what others manage.</param>
    /// <exception cref="FieldConflictException">Others manage fields that would change.</exception>
    /// <exception cref="Patching.PatchException">An item of a list can't be told from others.</exception>
    public static T Apply<T>(T? live, JsonObject written, FieldWriter writer, bool force)
        where T : class, IResource<T>, new() => Apply(live, written, writer, force, ResourceKinds.ModelOf<T>());

    /// <summary>The object as it is to be stored, with its defaults and its bookkeeping.</summary>
    /// <param name="live">The object as it is; null where there is none yet.</param>
    /// <param name="written">What the writer wrote, decoded, as JSON.</param>
    /// <param name="writer">Who writes; its operation is Apply.</param>
    /// <param name="force">Whether the writer takes over what others manage.</param>
    /// <param name="model">Its kind.</param>
    /// <exception cref="FieldConflictException">Others manage fields that would change.</exception>
    /// <exception cref="Patching.PatchException">An item of a list can't be told from others.</exception>
    public static T Apply<T>(T? live, JsonObject written, FieldWriter writer, bool force, ResourceModel<T> model)
        where T : class, IResource<T>
    {
        var schema = model.Kind.Schema;
        var unmanaged = UnmanagedFields.Of(schema, writer.Subresource);
        var reaching = FieldRemoval.Without(written, unmanaged.Except(Identity), schema);
        var applied = (JsonObject)AppliedDocument.Of(reaching, ResourceJson.ToNode(model.Read(reaching)))!;
        var named = DocumentFields.Of(applied, schema).ExceptTrees(unmanaged);

        var before = live is null ? [] : (JsonObject)ResourceJson.ToNode(live);
        var held = Held(live, writer, model, unmanaged);
        var after = Pruned(AppliedMerge.Of(before, applied, schema), held.FieldsOf(writer), held.FieldsOfOthers(writer).Union(named), schema);
        var changes = FieldComparison.Of(before, after, schema).Except(unmanaged);
        var taken = changes.Added.Union(changes.Modified);
        RequireNoConflict(held, writer, taken, force ? taken : LastApplied.Fields(live, writer, schema));

        var next = model.Default(LastApplied.Renewed(model.Read(after), applied, writer));
        var entries = held.WithoutInOthers(writer, taken.Union(changes.Removed)).With(writer, named, hasChanged: live is null || !SameBut(live, next));
        return next.WithMetadata(next.Metadata with { ManagedFields = entries.ToDocument() });
    }

    /// <summary>What the applied document may say although nobody manages it.</summary>
    private static readonly FieldSet Identity = IdentityFields();

    private static FieldSet IdentityFields()
    {
        var fields = new FieldSetBuilder();
        fields.Add([PathStep.Field("metadata"), PathStep.Field("name")]);
        fields.Add([PathStep.Field("metadata"), PathStep.Field("namespace")]);
        return fields.Build();
    }

    private static ManagedEntries Held<T>(T? live, FieldWriter writer, ResourceModel<T> model, FieldSet unmanaged)
        where T : class, IResource<T>
    {
        var held = ManagedEntries.Of(live?.Metadata.ManagedFields ?? []);
        if (live is null || !held.IsEmpty)
        {
            return held;
        }

        var all = FieldComparison.Of(ResourceJson.ToNode(model.Empty), ResourceJson.ToNode(live), model.Kind.Schema).Except(unmanaged);
        var unknown = writer with { Manager = BeforeFirstApply, Operation = ManagedFieldsOperation.Update, Subresource = "" };
        return held.With(unknown, all.Added.Union(all.Modified), hasChanged: true);
    }

    /// <summary>The merged document without what the writer named before, as far as nobody names it now.</summary>
    private static JsonObject Pruned(JsonObject merged, FieldSet namedBefore, FieldSet managed, ObjectSchema schema)
    {
        if (namedBefore.IsEmpty)
        {
            return merged;
        }

        // An object goes whole where all of it was the writer's or nobody's. Where others manage something in it, it stays for them, and what is nobody's with it.
        var given = DocumentFields.WithObjects(namedBefore, schema);
        var all = Present(merged, schema);
        var unowned = all.Except(Present(FieldRemoval.Without(merged, given, schema), schema)).Except(DocumentFields.WithObjects(managed, schema));
        var gone = all.Except(Present(FieldRemoval.Without(merged, unowned, schema), schema)).Intersect(given);
        return FieldRemoval.Without(merged, gone, schema);
    }

    private static FieldSet Present(JsonObject document, ObjectSchema schema) => DocumentFields.WithObjects(DocumentFields.Of(document, schema), schema);

    private static void RequireNoConflict(ManagedEntries held, FieldWriter writer, FieldSet taken, FieldSet allowed)
    {
        ImmutableArray<FieldConflict> conflicts = [.. held.Others(writer).SelectMany(entry =>
            entry.Fields.Intersect(taken).Except(allowed).Paths().Select(path => new FieldConflict(entry.Describe(), PathStep.Describe(path))))];
        if (!conflicts.IsEmpty)
        {
            throw new FieldConflictException(conflicts);
        }
    }

    /// <summary>Whether two objects differ in their bookkeeping at most.</summary>
    private static bool SameBut<T>(T live, T next)
        where T : class, IResource<T> =>
        ResourceJson.SameContent(live, next.WithMetadata(next.Metadata with { ManagedFields = live.Metadata.ManagedFields }));
}
