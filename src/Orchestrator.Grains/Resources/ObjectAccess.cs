using System.Collections.Frozen;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Resources.Description;
using Orleans;

namespace Orchestrator.Grains.Resources;

/// <summary>Ends objects of whatever kind: through their grain where they have one, else in the store. Refusals are <see cref="ApiException"/>, as everywhere.</summary>
internal sealed class ObjectAccess(IGrainFactory grains, IPassiveResourceStore passive, TimeProvider clock)
{
    private static readonly FrozenDictionary<(string Group, string Kind), (KindDescription Kind, IGrainAccess Access)> ByGrain = FindGrains();

    /// <summary>Deletes an object, or begins to. Returns whether it is gone; 404 where there is none, 409 where it is another.</summary>
    public async Task<bool> DeleteAsync(ResourceKey key, DeleteRequest request, CancellationToken cancellationToken)
    {
        if (ByGrain.TryGetValue((key.Group, key.Kind), out var found))
        {
            return await found.Access.DeleteAsync(grains, GrainKey.Of(found.Kind, key), request);
        }

        var end = await RequireAsync(key, passive.DeleteAsync(key, request, clock.GetUtcNow(), cancellationToken));
        return end.Gone;
    }

    /// <summary>Takes owners and finalizers away from an object. Returns whether it is known to be gone with that; 404 where there is none, 409 where it is another.</summary>
    public async Task<bool> ReleaseAsync(ResourceKey key, PassiveRelease release, CancellationToken cancellationToken)
    {
        if (ByGrain.TryGetValue((key.Group, key.Kind), out var found))
        {
            await found.Access.ReleaseAsync(grains, GrainKey.Of(found.Kind, key), release);
            return false;
        }

        var end = await RequireAsync(key, passive.ReleaseAsync(key, release, cancellationToken));
        return end.Gone;
    }

    private static async Task<PassiveEnd> RequireAsync(ResourceKey key, Task<PassiveEnd?> call)
    {
        var plural = key.Kind.ToLowerInvariant();
        try
        {
            return await call ?? throw ApiErrors.NotFound(key.Group, plural, key.Name);
        }
        catch (RevisionConflictException)
        {
            throw ApiErrors.Modified(key.Group, plural, key.Name);
        }
    }

    // A kind has a grain where the contracts have an interface for it.
    private static FrozenDictionary<(string Group, string Kind), (KindDescription Kind, IGrainAccess Access)> FindGrains() =>
        typeof(IResourceGrain<>).Assembly.GetTypes()
            .Where(type => type is { IsInterface: true, IsGenericTypeDefinition: false })
            .SelectMany(grain => grain.GetInterfaces()
                .Where(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IResourceGrain<>))
                .Select(contract => (Record: contract.GetGenericArguments()[0], Grain: grain)))
            .ToFrozenDictionary(
                pair => (KindOf(pair.Record).Group, KindOf(pair.Record).Kind),
                pair => (KindOf(pair.Record), (IGrainAccess)Activator.CreateInstance(typeof(GrainAccess<,>).MakeGenericType(pair.Record, pair.Grain))!));

    private static KindDescription KindOf(Type record) => ResourceKinds.All.First(kind => kind.Type == record);
}
