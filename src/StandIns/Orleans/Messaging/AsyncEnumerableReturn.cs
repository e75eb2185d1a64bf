using Orleans.Runtime;

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

    public override GrainEnumeration Begin(Invocation call, Activation activation, string name) => new GrainEnumeration<T>(call, activation, name);

    public override ValueTask<object?> AwaitAsync(object? returned) => ValueTask.FromResult(returned);
}
