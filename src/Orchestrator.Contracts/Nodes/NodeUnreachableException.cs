using Orleans;

namespace Orchestrator.Contracts;

/// <summary>The silo of a node is not up. What its containers do is unknown; nothing may be concluded from that.</summary>
[GenerateSerializer]
public sealed class NodeUnreachableException(string message) : Exception(message);
