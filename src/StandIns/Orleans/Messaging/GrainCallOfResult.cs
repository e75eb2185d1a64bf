namespace Orleans.Messaging;

/// <summary>A call that answers a <typeparamref name="T"/>.</summary>
internal sealed class GrainCall<T>(
    GrainCaller caller, GrainProxy target, GrainMethod method, object?[] arguments, StepKind step = StepKind.None, string? enumeration = null)
    : GrainCall(caller, target, method, arguments, step, enumeration)
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _completion.Task;

    public override bool IsCompleted => _completion.Task.IsCompleted;

    protected override bool TryComplete(object? result) => _completion.TrySetResult((T)result!);

    // A failure that nobody awaits is none of the process's business.
    private bool IsObserved() => _completion.Task.Exception is not null;

    protected override bool TryFail(Exception exception) => exception is OperationCanceledException { CancellationToken.IsCancellationRequested: true } cancelled
        ? _completion.TrySetCanceled(cancelled.CancellationToken)
        : _completion.TrySetException(exception) && IsObserved();
}
