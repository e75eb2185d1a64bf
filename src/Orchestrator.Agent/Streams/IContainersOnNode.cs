namespace Orchestrator.Agent.Streams;

/// <summary>The pods of this node, as whoever reads from them or writes to them sees them.</summary>
public interface IContainersOnNode
{
    /// <summary>The pod of this uid, or null where it is not here.</summary>
    PodHere? Find(string uid);

    /// <summary>All of them.</summary>
    IReadOnlyList<PodHere> All();
}
