namespace Orleans.Messaging;

/// <summary>A method that returns a task without a result, or nothing.</summary>
internal sealed class TaskReturn : MethodReturn
{
    public override Type ResultType => typeof(object);

    public override object? Call(GrainCaller caller, GrainProxy target, GrainMethod method, object?[] arguments)
    {
        var task = caller.CallAsync<object?>(target, method, arguments);
        return method.Info.ReturnType == typeof(void) ? null : task;
    }

    public override async ValueTask<object?> AwaitAsync(object? returned)
    {
        if (returned is Task task)
        {
            await task;
        }

        return null;
    }
}
