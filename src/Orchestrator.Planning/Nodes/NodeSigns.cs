namespace Orchestrator.Planning.Nodes;

/// <summary>What tells whether a node's machine lives.</summary>
/// <param name="Silence">Since when nothing was heard of its agent, by whoever listens: one that has just begun to listen counts from then.</param>
/// <param name="SiloIsDead">Whether the cluster's membership has declared its newest silo dead. False also where it says nothing of it.</param>
/// <param name="HasLeft">Whether the last that was heard of the agent is that it ends.</param>
public sealed record NodeSigns(TimeSpan Silence, bool SiloIsDead, bool HasLeft)
{
    /// <summary>What follows. The membership's word counts at once, silence after its time; neither counts for an agent that has said that it ends.</summary>
    /// <param name="silenceAllowed">How long a node may be silent.</param>
    public NodeLiveness Judge(TimeSpan silenceAllowed) =>
        HasLeft ? NodeLiveness.Left
        : SiloIsDead || Silence > silenceAllowed ? NodeLiveness.Lost
        : NodeLiveness.Alive;
}
