namespace Orchestrator.Storage.Schema;

/// <summary>How a database stands to this binary's schema.</summary>
/// <param name="Applied">The newest script that was applied; 0 for an empty database.</param>
/// <param name="Newest">The newest script that this binary has.</param>
public sealed record SchemaStanding(int Applied, int Newest);
