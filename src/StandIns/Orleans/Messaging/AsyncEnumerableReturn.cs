namespace Orleans.Messaging;

/// <summary>A method that returns an asynchronous sequence.</summary>
internal sealed class AsyncEnumerableReturn<T> : MethodReturn
{
    public override Type ResultType => typeof(T);

    public override object Call(GrainCaller caller, GrainProxy target, GrainMethod method, object?[] arguments)
    {
        method.CopyArguments(arguments, caller.Copier);
        return new GrainAsyncEnumerable<T>(caller, target, method, arguments);
    }

    public override ValueTask<object?> AwaitAsync(object? returned) => ValueTask.FromResult(returned);
}
