namespace Orleans.Messaging;

/// <summary>A method that returns a value task without a result.</summary>
internal sealed class ValueTaskReturn : MethodReturn
{
    public override Type ResultType => typeof(object);

    public override object Call(GrainCaller caller, GrainProxy target, GrainMethod method, object?[] arguments) =>
        new ValueTask(caller.CallAsync<object?>(target, method, arguments));

    public override async ValueTask<object?> AwaitAsync(object? returned)
    {
        await (ValueTask)returned!;
        return null;
    }
}
