namespace StandIns.Tests.Silos;

/// <summary>Runs tasks when the test says so, on the test's thread.</summary>
public sealed class DrivenScheduler : TaskScheduler
{
    private readonly Lock _gate = new();
    private readonly Queue<Task> _queue = new();

    public void RunAll()
    {
        while (Take() is { } task)
        {
            TryExecuteTask(task);
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
