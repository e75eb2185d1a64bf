using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Access.Rules;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Writing;

/// <summary>Writes what clients may say of the status of objects, in the ways in which objects are written.</summary>
internal sealed class StatusEndpoint<T>
    where T : class, IResource<T>, new()
{
    private readonly ReplaceEndpoint<T>? _replace;
    private readonly PatchEndpoint<T>? _patch;

    public StatusEndpoint(
        ResourceModel<T> model, IResourceWriter<T> writer, VersionPrecondition precondition, WriteAnswer<T> answer, FieldWriters writers, Authorizer authorizer)
    {
        if (writer is IStatusWriter<T> status)
        {
            var only = new OnlyStatus(status);
            var change = new ChangeOfObject<T>(model, only, precondition);
            var apply = new ApplyPatch<T>(model, only, change, answer, writers, authorizer) { Part = WrittenPart.Status };
            _replace = new ReplaceEndpoint<T>(model, change, answer, writers) { Part = WrittenPart.Status };
            _patch = new PatchEndpoint<T>(model, change, apply, answer, writers) { Part = WrittenPart.Status };
        }
    }

    public Task ReplaceAsync(HttpContext context) => _replace!.InvokeAsync(context);

    public Task PatchAsync(HttpContext context) => _patch!.InvokeAsync(context);

    private sealed class OnlyStatus(IStatusWriter<T> writer) : IResourceWriter<T>
    {
        public Task<Versioned<T>> CreateAsync(ResourceKey key, T resource, WriteOptions options, CancellationToken cancellationToken) =>
            writer.CreateAsync(key, resource, options, cancellationToken);

        public Task<Versioned<T>?> ReadAsync(ResourceKey key, CancellationToken cancellationToken) => writer.ReadAsync(key, cancellationToken);

        public Task<Versioned<T>> ReplaceAsync(ResourceKey key, T resource, WriteOptions options, CancellationToken cancellationToken) =>
            writer.ReplaceStatusAsync(key, resource, options, cancellationToken);

        public Task<Deleted<T>> DeleteAsync(ResourceKey key, DeleteRequest request, CancellationToken cancellationToken) =>
            writer.DeleteAsync(key, request, cancellationToken);
    }
}
