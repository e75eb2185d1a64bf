namespace Orchestrator.TestKit;

/// <summary>The last lines that a process wrote, and those who wait for a line.</summary>
public sealed class OutputBuffer(int linesMax)
{
    private readonly Lock gate = new();
    private readonly Queue<string> lines = new();
    private readonly List<(Func<string, bool> Matches, TaskCompletionSource<string> Found)> waiters = [];

    /// <summary>Takes a line; beyond so many the oldest is forgotten.</summary>
    public void Add(string line)
    {
        lock (gate)
        {
            lines.Enqueue(line);
            if (lines.Count > linesMax)
            {
                lines.Dequeue();
            }

            foreach (var waiter in waiters.Where(waiter => waiter.Matches(line)).ToList())
            {
                waiters.Remove(waiter);
                waiter.Found.TrySetResult(line);
            }
        }
    }

    /// <summary>The first line that matches, once there is one.</summary>
    public Task<string> FindAsync(Func<string, bool> matches)
    {
        lock (gate)
        {
            if (lines.FirstOrDefault(matches) is { } line)
            {
                return Task.FromResult(line);
            }

            var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((matches, found));
            return found.Task;
        }
    }

    public override string ToString()
    {
        lock (gate)
        {
            return string.Join('\n', lines);
        }
    }
}
