using Orchestrator.Contracts;
using Orchestrator.Contracts.Writing;
using Orleans;

namespace Orchestrator.Grains.Resources;

/// <summary>Ends objects of one kind that has grains, without knowing its record.</summary>
internal interface IGrainAccess
{
    /// <summary>Deletes an object, or begins to. Returns whether it is gone.</summary>
    Task<bool> DeleteAsync(IGrainFactory grains, string key, DeleteRequest request);

    /// <summary>Takes owners and finalizers away from an object.</summary>
    Task ReleaseAsync(IGrainFactory grains, string key, PassiveRelease release);
}
