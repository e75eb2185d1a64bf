using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Resources.FieldManagers;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Validation;

/// <summary>Rules for the account of who manages which field, which clients may rewrite.</summary>
internal static class ManagedFieldsValidation
{
    private const int NameBytesMax = 128;
    private const int SubresourceBytesMax = 256;

    public static void Validate(ImmutableArray<ManagedFieldsEntry> entries, string path, FieldErrors errors)
    {
        if (entries is [var only] && only.IsEmpty())
        {
            return;
        }

        for (var index = 0; index < entries.Length; index++)
        {
            Validate(entries[index], string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), errors);
        }
    }

    private static void Validate(ManagedFieldsEntry entry, string path, FieldErrors errors)
    {
        if (entry.Operation is not (ManagedFieldsOperation.Apply or ManagedFieldsOperation.Update))
        {
            errors.Invalid($"{path}.operation", entry.Operation ?? "", "must be `Apply` or `Update`");
        }

        if (entry.FieldsType is { Length: > 0 } and not "FieldsV1")
        {
            errors.Invalid($"{path}.fieldsType", entry.FieldsType, "must be `FieldsV1`");
        }

        if (entry.FieldsV1 is { } fields && !FieldSetJson.TryRead(fields, out _))
        {
            errors.Invalid($"{path}.fieldsV1", fields, "must be a tree of steps f:NAME, k:{KEYS}, v:VALUE, i:INDEX and \".\", each with an object");
        }

        if (entry.Manager?.Length > NameBytesMax)
        {
            errors.TooLong($"{path}.manager", NameBytesMax);
        }

        if (entry.Subresource?.Length > SubresourceBytesMax)
        {
            errors.TooLong($"{path}.subresource", SubresourceBytesMax);
        }
    }
}
