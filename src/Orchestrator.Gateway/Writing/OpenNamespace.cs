using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Writing;

/// <summary>Tells whether a namespace takes new objects.</summary>
internal sealed class OpenNamespace(IResourceReader reader)
{
    /// <summary>404 where an object's namespace is not there, 403 where it is being deleted.</summary>
    public async Task RequireAsync(KindDescription kind, ResourceKey key, CancellationToken cancellationToken)
    {
        if (key.Namespace.Length == 0)
        {
            return;
        }

        var stored = await reader.FindAsync(new ResourceKey("", "Namespace", "", key.Namespace), cancellationToken)
            ?? throw ApiErrors.NotFound("", "namespaces", key.Namespace);
        if (ResourceJson.Deserialize<Namespace>(stored.Document.Span).Metadata.DeletionTimestamp is not null)
        {
            throw ApiErrors.Forbidden(
                kind.Group, kind.Plural, key.Name, $"unable to create new content in namespace {key.Namespace} because it is being terminated");
        }
    }
}
