using Orchestrator.Contracts.Reading;

namespace Orchestrator.Contracts.Writing;

/// <summary>What became of an object that was to be deleted or released.</summary>
/// <param name="Resource">The object as it is then, or as it was last where it is gone.</param>
/// <param name="Gone">Whether it is gone.</param>
public sealed record PassiveEnd(StoredResource Resource, bool Gone);
