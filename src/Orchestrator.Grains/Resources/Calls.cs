namespace Orchestrator.Grains.Resources;

/// <summary>Calls of many grains or documents.</summary>
internal static class Calls
{
    /// <summary>Calls for each, so many at a time: a slow one holds up nobody else. Where one fails no more are begun.</summary>
    public static Task ForEachAsync<T>(IEnumerable<T> items, int atOnce, Func<T, Task> call)
    {
        var left = new Queue<T>(items);
        return Task.WhenAll(Enumerable.Range(0, Math.Min(atOnce, left.Count)).Select(async _ =>
        {
            try
            {
                while (left.TryDequeue(out var item))
                {
                    await call(item);
                }
            }
            catch
            {
                left.Clear();
                throw;
            }
        }));
    }
}
