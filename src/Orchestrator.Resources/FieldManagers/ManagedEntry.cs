using System.Text.Json;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.FieldManagers;

/// <summary>What one writer manages.</summary>
/// <param name="Writer">The writer, and when what it manages last changed.</param>
/// <param name="Fields">The fields.</param>
internal sealed record ManagedEntry(FieldWriter Writer, FieldSet Fields)
{
    private const string FieldsType = "FieldsV1";

    /// <summary>The entry in a document; without fields where they can't be read.</summary>
    public static ManagedEntry Of(ManagedFieldsEntry entry)
    {
        var writer = new FieldWriter
        {
            Manager = entry.Manager ?? "",
            Operation = entry.Operation ?? "",
            ApiVersion = entry.ApiVersion ?? "",
            Subresource = entry.Subresource ?? "",
            Time = entry.Time ?? DateTimeOffset.UnixEpoch,
        };
        return new ManagedEntry(writer, entry.FieldsV1 is { } json && FieldSetJson.TryRead(json, out var fields) ? fields : FieldSet.Empty);
    }

    /// <summary>The entry as documents have it.</summary>
    public ManagedFieldsEntry ToDocument() => new()
    {
        Manager = Writer.Manager,
        Operation = Writer.Operation,
        ApiVersion = Writer.ApiVersion,
        Time = Writer.Time == DateTimeOffset.UnixEpoch ? null : Writer.Time,
        FieldsType = FieldsType,
        FieldsV1 = FieldSetJson.Write(Fields),
        Subresource = Writer.Subresource.Length == 0 ? null : Writer.Subresource,
    };

    /// <summary>Whether this is what the writer manages. Somebody who applies stays the same whatever the version.</summary>
    public bool IsOf(FieldWriter writer) =>
        Writer.Manager == writer.Manager
        && Writer.Operation == writer.Operation
        && Writer.Subresource == writer.Subresource
        && (Writer.Operation == ManagedFieldsOperation.Apply || Writer.ApiVersion == writer.ApiVersion);

    /// <summary>The writer in words, for those who run into it.</summary>
    public string Describe()
    {
        var name = JsonSerializer.Serialize(Writer.Manager);
        var through = Writer.Subresource.Length == 0 ? name : $"{name} with subresource \"{Writer.Subresource}\"";
        return Writer.Operation == ManagedFieldsOperation.Apply ? through : $"{through} using {Writer.ApiVersion}";
    }
}
