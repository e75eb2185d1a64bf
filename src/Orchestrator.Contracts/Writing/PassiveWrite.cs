namespace Orchestrator.Contracts.Writing;

/// <summary>What is stored after a write.</summary>
/// <param name="Revision">Its revision.</param>
/// <param name="ResourceVersion">The version of that revision.</param>
/// <param name="Changed">False where the document was already stored just so.</param>
public sealed record PassiveWrite(long Revision, long ResourceVersion, bool Changed);
