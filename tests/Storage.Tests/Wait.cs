namespace Storage.Tests;

internal static class Wait
{
    public static async Task UntilAsync(Func<bool> holds, CancellationToken cancellationToken)
    {
        while (!holds())
        {
            await Task.Delay(20, cancellationToken);
        }
    }
}
