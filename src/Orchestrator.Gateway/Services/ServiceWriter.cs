using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Gateway.Writing;
using Orchestrator.Resources.Core;

namespace Orchestrator.Gateway.Services;

/// <summary>Writes Services with the addresses and ports that they get. What a Service has is stored with it and goes with it.</summary>
internal sealed class ServiceWriter(PassiveResourceWriter<Service> inner, IServiceClaims claims, ServiceAllocator allocator) : IStatusWriter<Service>
{
    /// <summary>What was chosen can be taken by another one at the same time; who races for longer is told so.</summary>
    private const int AttemptsMax = 10;

    public Task<Versioned<Service>> CreateAsync(ResourceKey key, Service resource, WriteOptions options, CancellationToken cancellationToken) =>
        WriteAsync(resource, null, next => inner.CreateAsync(key, next, options, cancellationToken), cancellationToken);

    public Task<Versioned<Service>?> ReadAsync(ResourceKey key, CancellationToken cancellationToken) => inner.ReadAsync(key, cancellationToken);

    public async Task<Versioned<Service>> ReplaceAsync(ResourceKey key, Service resource, WriteOptions options, CancellationToken cancellationToken)
    {
        // What it keeps is what the replaced one has, and nothing else: whoever changes that meanwhile makes the write fail.
        var current = await inner.ReadAsync(key, cancellationToken);
        var insisting = current is null ? options : options with { ExpectedRevision = options.ExpectedRevision ?? current.Revision };
        return await WriteAsync(resource, current?.Resource.Spec, next => inner.ReplaceAsync(key, next, insisting, cancellationToken), cancellationToken);
    }

    public Task<Versioned<Service>> ReplaceStatusAsync(ResourceKey key, Service resource, WriteOptions options, CancellationToken cancellationToken) =>
        inner.ReplaceStatusAsync(key, resource, options, cancellationToken);

    public Task<Deleted<Service>> DeleteAsync(ResourceKey key, DeleteRequest request, CancellationToken cancellationToken) => inner.DeleteAsync(key, request, cancellationToken);

    private async Task<Versioned<Service>> WriteAsync(
        Service resource, ServiceSpec? previous, Func<Service, Task<Versioned<Service>>> write, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var allocation = allocator.Allocate(resource, previous, await claims.ListAsync(cancellationToken));
            var next = resource with { Spec = allocation.Spec };
            try
            {
                return await write(next);
            }
            catch (ClaimTakenException taken) when (allocation.Chosen.Contains(taken.Claim) && attempt < AttemptsMax)
            {
                // Another Service was quicker; the next attempt sees what it has.
            }
            catch (ClaimTakenException taken)
            {
                throw ServiceAllocator.Taken(next, taken.Claim);
            }
        }
    }
}
