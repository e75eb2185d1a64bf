using Orleans.Storage;

namespace Orchestrator.Gateway.Writing;

/// <summary>
/// A write through a grain. Where another activation of the grain had written, which happens while silos come and go, nothing was stored; the next activation knows what is, so it is
/// asked once more. What the caller expects to be there is compared anew.
/// </summary>
internal static class GrainWrite
{
    private const int AttemptsMax = 5;

    /// <summary>Writes, and returns what was written.</summary>
    public static async Task<TResult> AskAsync<TResult>(Func<Task<TResult>> write, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await write().WaitAsync(cancellationToken);
            }
            catch (InconsistentStateException) when (attempt < AttemptsMax)
            {
                // Its activation has given up.
            }
        }
    }

    /// <summary>Writes.</summary>
    public static Task AskAsync(Func<Task> write, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            await write();
            return true;
        },
        cancellationToken);
}
