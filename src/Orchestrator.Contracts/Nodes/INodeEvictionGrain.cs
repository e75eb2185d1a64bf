using Orchestrator.Planning.Nodes;
using Orleans;
using Orleans.Concurrency;

namespace Orchestrator.Contracts;

/// <summary>Says which nodes that are not ready may lose their pods, so that many at once do not, and not where all of them are.</summary>
public interface INodeEvictionGrain : IGrainWithStringKey
{
    /// <summary>Whether a node may lose its pods now. A node that may not is woken when it may.</summary>
    Task<bool> MayEvict(NodeStanding node);

    /// <summary>A node is ready, or is not any more, or is new or gone: look at it again.</summary>
    [OneWay]
    Task NodeChanged(string nodeName);
}
