namespace Orchestrator.Gateway.Access.Authentication;

/// <summary>What the kernel says of a socket.</summary>
/// <param name="User">Whose it is.</param>
/// <param name="IsOpen">Whether a program has it: of one that was closed the kernel does not know any more whose it was, and shows root.</param>
internal readonly record struct PeerSocket(long User, bool IsOpen);
