namespace Orleans.Messaging;

/// <summary>A method that returns a task with a result.</summary>
internal sealed class TaskReturn<T> : MethodReturn
{
    public override Type ResultType => typeof(T);

    public override object Call(GrainCaller caller, GrainProxy target, GrainMethod method, object?[] arguments) =>
        caller.CallAsync<T>(target, method, arguments);

    public override async ValueTask<object?> AwaitAsync(object? returned) => await (Task<T>)returned!;
}
