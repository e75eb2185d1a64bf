namespace StandIns.Tests.Silos;

/// <summary>Runs tasks when the test says so, on the test's thread.</summary>
public sealed class DrivenScheduler : TaskScheduler
{
    private readonly Lock _gate = new();
    private readonly Queue<Task> _queue = new();

    /// <summary>Begins an asynchronous method, which goes on here after whatever it awaits.</summary>
    public Task RunAsync(Func<Task> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

    public void RunAll()
    {
        // What awaits goes on where the context of its thread says, before any scheduler; that of a test is the thread pool.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            while (Take() is { } task)
            {
                TryExecuteTask(task);
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            _queue.Enqueue(task);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
        {
            return _queue.ToArray();
        }
    }

    private Task? Take()
    {
        lock (_gate)
        {
            return _queue.TryDequeue(out var task) ? task : null;
        }
    }
}
