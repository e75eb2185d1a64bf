using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Errors;
using Orchestrator.Gateway.Writing;
using Orchestrator.Resources.CustomResources;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.CustomKinds;

/// <summary>Writes custom objects as all others that no grain stands behind, but for new ones of a kind that is being deleted.</summary>
internal sealed class CustomResourceWriter(KindDescription kind, PassiveResourceWriter<CustomObject> inner) : IStatusWriter<CustomObject>
{
    public Task<Versioned<CustomObject>> CreateAsync(ResourceKey key, CustomObject resource, WriteOptions options, CancellationToken cancellationToken) =>
        kind.Custom!.IsTerminating
            ? throw Refusals.MethodNotAllowed($"create not allowed while custom resource definition {kind.QualifiedPlural} is terminating")
            : inner.CreateAsync(key, resource, options, cancellationToken);

    public Task<Versioned<CustomObject>?> ReadAsync(ResourceKey key, CancellationToken cancellationToken) => inner.ReadAsync(key, cancellationToken);

    public Task<Versioned<CustomObject>> ReplaceAsync(ResourceKey key, CustomObject resource, WriteOptions options, CancellationToken cancellationToken) =>
        inner.ReplaceAsync(key, resource, options, cancellationToken);

    public Task<Versioned<CustomObject>> ReplaceStatusAsync(ResourceKey key, CustomObject resource, WriteOptions options, CancellationToken cancellationToken) =>
        inner.ReplaceStatusAsync(key, resource, options, cancellationToken);

    public Task<Deleted<CustomObject>> DeleteAsync(ResourceKey key, DeleteRequest request, CancellationToken cancellationToken) =>
        inner.DeleteAsync(key, request, cancellationToken);
}
