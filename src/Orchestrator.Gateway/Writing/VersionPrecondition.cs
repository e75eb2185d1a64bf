using System.Globalization;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Gateway.Writing;

/// <summary>Turns the version that a client has seen into the revision that its grain compares.</summary>
internal sealed class VersionPrecondition(IResourceReader reader)
{
    /// <summary>The revision; null where the client names no version. 409 where the object never had that version.</summary>
    public async Task<long?> ResolveAsync(KindDescription kind, string name, string uid, string? resourceVersion, CancellationToken cancellationToken)
    {
        if (resourceVersion is null or "" or "0")
        {
            return null;
        }

        if (!long.TryParse(resourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            throw ApiErrors.Invalid(kind.Group, kind.Kind, name, [new StatusCause
            {
                Reason = FieldErrorReason.Invalid,
                Field = "metadata.resourceVersion",
                Message = $"Invalid value: \"{resourceVersion}\": must be a version that the server has given",
            }]);
        }

        return await reader.FindRevisionAsync(uid, version, cancellationToken) ?? throw ApiErrors.Modified(kind.Group, kind.Plural, name);
    }
}
