using Orchestrator.Contracts;

namespace Orchestrator.Agent;

/// <summary>What runs the pods of this machine: the grain is only its door.</summary>
public interface INodeAgent
{
    /// <summary>Takes a pod that is bound here, as it is now. An older state than the one already taken changes nothing.</summary>
    void Accept(PodAssignment assignment);
}
