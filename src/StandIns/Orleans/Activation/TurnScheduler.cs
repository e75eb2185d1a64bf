namespace Orleans.Runtime;

/// <summary>
/// Runs the turns of one activation, one at a time, on the scheduler of the container, which is the thread pool unless somebody registered
/// another. What a turn awaits continues here too, because the scheduler is the current one while a turn runs.
/// </summary>
internal sealed class TurnScheduler(Activation activation, TaskScheduler threads) : TaskScheduler, IThreadPoolWorkItem
{
    // After so many turns others get the thread. A scheduler of somebody's own decides before each turn.
    private readonly int _turnsMax = ReferenceEquals(threads, Default) ? 64 : 1;

    [ThreadStatic]
    private static TurnScheduler? _onThisThread;

    private readonly Lock _gate = new();
    private readonly Queue<object> _queue = new();
    private bool _scheduled;

    /// <summary>The activation whose turns these are.</summary>
    public Activation Activation { get; } = activation;

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Adds the first turn of a request, or of something like one.</summary>
    public void QueueTurn(ITurn turn) => Enqueue(turn);

    void IThreadPoolWorkItem.Execute()
    {
        _onThisThread = this;
        try
        {
            for (var turns = 0; turns < _turnsMax; turns++)
            {
                object? item;
                lock (_gate)
                {
                    if (!_queue.TryDequeue(out item))
                    {
                        _scheduled = false;
                        return;
                    }
                }

                if (item is Task task)
                {
                    TryExecuteTask(task);
                }
                else
                {
                    new Task(static turn => ((ITurn)turn!).Run(), item).RunSynchronously(this);
                }
            }
        }
        finally
        {
            _onThisThread = null;
        }

        threads.Queue(this);
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task) => Enqueue(task);

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        ReferenceEquals(_onThisThread, this) && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
        {
            return [.. _queue.OfType<Task>()];
        }
    }

    private void Enqueue(object item)
    {
        lock (_gate)
        {
            _queue.Enqueue(item);
            if (_scheduled)
            {
                return;
            }

            _scheduled = true;
        }

        threads.Queue(this);
    }
}
