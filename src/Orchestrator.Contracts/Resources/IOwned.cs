using Orleans;

namespace Orchestrator.Contracts;

/// <summary>An object that another may own.</summary>
public interface IOwned : IGrainWithStringKey
{
    /// <summary>Removes an owner from the object's references, so that it stays when that owner goes.</summary>
    Task Orphan(string ownerUid);
}
