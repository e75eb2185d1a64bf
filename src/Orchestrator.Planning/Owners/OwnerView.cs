namespace Orchestrator.Planning.Owners;

/// <summary>An object that another names as its owner, and that is there.</summary>
/// <param name="Uid">Its uid.</param>
/// <param name="Namespace">Its namespace; empty for kinds that have none.</param>
/// <param name="Waits">Whether it is on its way out and waits until what it owns is gone.</param>
public sealed record OwnerView(string Uid, string Namespace, bool Waits);
