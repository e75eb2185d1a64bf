using System.Collections.Immutable;
using Orleans.Runtime;

namespace Orleans.Messaging;

/// <summary>One step of an enumeration in the mailbox of its activation.</summary>
internal sealed class EnumerationStep(Func<Activation, Task<bool>> step, ImmutableDictionary<string, object>? requestContext) : Request
{
    private readonly TaskCompletionSource<bool> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _forwarded;

    public Task<bool> Completion => _completion.Task;

    public override bool Interleaves => true;

    // A method that waits for its next element must not keep the activation from ending: the enumeration is aborted instead.
    public override bool HoldsActivation => false;

    public override void Forward()
    {
        if (_forwarded)
        {
            return;
        }

        _forwarded = true;
        Reject(new EnumerationAbortedException("The activation ended before the enumeration could go on."));
    }

    public override void Reject(Exception exception) => _completion.TrySetException(exception);

    protected override async Task RunAsync(Activation activation)
    {
        if (_completion.Task.IsCompleted)
        {
            return;
        }

        RequestContext.Values = requestContext;
        _completion.TrySetResult(await step(activation));
    }
}
