namespace Orchestrator.Storage.Watching;

/// <summary>What one poll found.</summary>
/// <param name="Changes">The changes of watched kinds, in order, with their kinds.</param>
/// <param name="Rows">How many changes there were, of all kinds.</param>
/// <param name="Position">The version up to which history was read.</param>
/// <param name="Final">The first version that is not final yet; it moves with every transaction on the server.</param>
/// <param name="Floor">The newest version that is not kept any more.</param>
/// <param name="HasOpen">Whether there are committed changes that are not final yet.</param>
internal sealed record ChangePoll(
    IReadOnlyList<(KindKey Kind, ResourceChange Change)> Changes, int Rows, long Position, long Final, long Floor, bool HasOpen);
