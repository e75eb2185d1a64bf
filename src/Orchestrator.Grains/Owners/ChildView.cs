namespace Orchestrator.Grains.Owners;

/// <summary>What an owner sees of a child.</summary>
/// <param name="Uid">The child's uid.</param>
/// <param name="ControllerUid">Who controls it, or null.</param>
/// <param name="Deleting">Whether it is on its way out.</param>
public sealed record ChildView(string Uid, string? ControllerUid, bool Deleting);
