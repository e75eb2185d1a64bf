using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.FieldManagers;

/// <summary>Fields that nobody manages by a write, because the server sets them or because the write does not reach them.</summary>
internal static class UnmanagedFields
{
    private const string Metadata = "metadata";
    private const string Status = "status";

    /// <summary>What identifies an object, and the bookkeeping of the server.</summary>
    private static readonly string[] Bookkeeping =
        ["name", "namespace", "uid", "selfLink", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "managedFields"];

    /// <summary>Such fields of a kind, for writes through a subresource; an empty one is the object itself.</summary>
    public static FieldSet Of(ObjectSchema schema, string subresource)
    {
        var fields = new FieldSetBuilder();
        foreach (var name in Bookkeeping)
        {
            fields.Add([PathStep.Field(Metadata), PathStep.Field(name)]);
        }

        // A write of the status reaches the status and the metadata; every other write reaches all but the status.
        var names = schema.Fields.Select(field => field.Name).Append(Status).Distinct(StringComparer.Ordinal);
        foreach (var name in names.Where(name => name != Metadata && name == Status != (subresource == Status) && (name != Status || schema.HasStatusApart)))
        {
            fields.Add([PathStep.Field(name)]);
        }

        return fields.Build();
    }
}
