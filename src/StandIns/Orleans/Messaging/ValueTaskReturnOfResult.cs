namespace Orleans.Messaging;

/// <summary>A method that returns a value task with a result.</summary>
internal sealed class ValueTaskReturn<T> : MethodReturn
{
    public override Type ResultType => typeof(T);

    public override object Call(GrainCaller caller, GrainProxy target, GrainMethod method, object?[] arguments) =>
        new ValueTask<T>(caller.CallAsync<T>(target, method, arguments));

    public override async ValueTask<object?> AwaitAsync(object? returned) => await (ValueTask<T>)returned!;
}
