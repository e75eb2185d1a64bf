using System.Diagnostics;

namespace Orleans.Runtime;

/// <summary>
/// A thread of the membership's own. Its work, its waits and its calls of the database need nobody else's thread, so that a silo whose thread pool is busy
/// goes on telling others that it is alive, and judging whether they are.
/// </summary>
internal sealed class MembershipThread : TaskScheduler, IMembershipLane, IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<Task> _work = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waits = new();
    private Thread? _thread;
    private bool _stopped;

    public override int MaximumConcurrencyLevel => 1;

    TaskScheduler IMembershipLane.Scheduler => this;

    public async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        var wait = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var due = Stopwatch.GetTimestamp() + (long)(delay.TotalSeconds * Stopwatch.Frequency);
        lock (_gate)
        {
            _waits.Enqueue(wait, due);
            Monitor.Pulse(_gate);
        }

        using var cancelled = cancellationToken.Register(() => wait.TrySetCanceled(cancellationToken));
        await wait.Task;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.Pulse(_gate);
        }
    }

    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            _work.Enqueue(task);
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "Orleans membership" };
                _thread.UnsafeStart();
            }

            Monitor.Pulse(_gate);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Thread.CurrentThread == _thread && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
        {
            return _work.ToArray();
        }
    }

    private void Run()
    {
        while (Next() is { } task)
        {
            TryExecuteTask(task);
        }
    }

    // Null when the thread is to end.
    private Task? Next()
    {
        lock (_gate)
        {
            while (true)
            {
                EndWaits();
                if (_work.TryDequeue(out var task))
                {
                    return task;
                }

                if (_stopped)
                {
                    return null;
                }

                if (!_waits.TryPeek(out _, out var due))
                {
                    Monitor.Wait(_gate);
                }
                else if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is { Ticks: > 0 } rest)
                {
                    // Rounded up, because Monitor counts in milliseconds.
                    Monitor.Wait(_gate, (int)Math.Ceiling(rest.TotalMilliseconds));
                }
            }
        }
    }

    // What waited goes on as work of this thread.
    private void EndWaits()
    {
        while (_waits.TryPeek(out var wait, out var due) && due <= Stopwatch.GetTimestamp())
        {
            _waits.Dequeue();
            wait.TrySetResult();
        }
    }
}
