namespace Orchestrator.Grains.Owners;

/// <summary>An object to delete because its owner is gone.</summary>
/// <param name="Name">Its name.</param>
/// <param name="OwnerUid">The owner that is gone: an object of that name with another owner is somebody else's.</param>
public sealed record OwnedChild(string Name, string OwnerUid);
