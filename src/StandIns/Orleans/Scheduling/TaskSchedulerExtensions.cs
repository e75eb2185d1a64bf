namespace Orleans.Runtime;

/// <summary>Starts work on the scheduler of the container: the thread pool, unless whoever made the container registered another.</summary>
internal static class TaskSchedulerExtensions
{
    private static readonly Action<object?> Execute = static item => ((IThreadPoolWorkItem)item!).Execute();

    /// <summary>Runs an asynchronous method there; the task ends with it.</summary>
    public static Task RunAsync(this TaskScheduler scheduler, Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, scheduler).Unwrap();

    /// <summary>Runs the callbacks of a cancellation there; the task ends with the last.</summary>
    public static Task CancelAsync(this TaskScheduler scheduler, CancellationTokenSource source) =>
        Task.Factory.StartNew(source.Cancel, CancellationToken.None, TaskCreationOptions.None, scheduler);

    /// <summary>Runs a work item there, which gets nothing of what surrounds the caller.</summary>
    public static void Queue(this TaskScheduler scheduler, IThreadPoolWorkItem item)
    {
        if (ReferenceEquals(scheduler, TaskScheduler.Default))
        {
            ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);
            return;
        }

        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            new Task(Execute, item).Start(scheduler);
        }
    }
}
