namespace Orleans.Runtime;

/// <summary>What waits in the mailbox of an activation for its turn: a call, a tick of a timer, a step of an enumeration.</summary>
internal abstract class Request : ITurn
{
    private Activation? _activation;

    // Kept by the mailbox that it waits in.
    public LinkedListNode<Request>? WaitingNode { get; set; }

    public Mailbox? WaitsIn { get; set; }

    /// <summary>Whether it may run beside any other request.</summary>
    public abstract bool Interleaves { get; }

    /// <summary>Whether it may run beside others that are read-only.</summary>
    public virtual bool IsReadOnly => false;

    /// <summary>Whether a deactivation waits for it.</summary>
    public virtual bool HoldsActivation => true;

    /// <summary>Whether the activation is not idle because of it.</summary>
    public virtual bool CountsAsUse => true;

    /// <summary>Starts it in that activation; the mailbox calls this once.</summary>
    public void StartIn(Activation activation)
    {
        _activation = activation;
        activation.Scheduler.QueueTurn(this);
    }

    /// <inheritdoc/>
    void ITurn.Run() => _ = RunToEndAsync(_activation!);

    /// <summary>Its activation is gone before it started; it goes to a new one or fails.</summary>
    public abstract void Forward();

    /// <summary>It cannot run, because of that.</summary>
    public abstract void Reject(Exception exception);

    /// <summary>Takes it out of the mailbox where it waits, if it does.</summary>
    protected void Withdraw() => WaitsIn?.Withdraw(this);

    /// <summary>Runs it in turns of the activation; what it throws is its own matter.</summary>
    protected abstract Task RunAsync(Activation activation);

    private async Task RunToEndAsync(Activation activation)
    {
        try
        {
            await RunAsync(activation);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Reject(exception);
        }
        finally
        {
            activation.Mailbox.Finished(this);
        }
    }
}
