namespace Orchestrator.Agent.Reporting;

/// <summary>
/// Whether what runs here has been compared with what is bound here since the control plane last took the node for lost, and what was not bound any more has gone.
/// Before that the node is not ready: what it still runs may run elsewhere by now.
/// </summary>
internal sealed class Comparison
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _wanted = NewSignal();
    private long _known;
    private long _done = -1;
    private int _era;

    /// <summary>The last loss that a comparison has begun after and ended; -1 where none has ended.</summary>
    public long Done
    {
        get
        {
            lock (_lock)
            {
                return _done;
            }
        }
    }

    /// <summary>Completes when a comparison is wanted that nobody has begun.</summary>
    public Task Wanted
    {
        get
        {
            lock (_lock)
            {
                return _wanted.Task;
            }
        }
    }

    /// <summary>The control plane says how often it has lost the node.</summary>
    public void Learn(long losses)
    {
        lock (_lock)
        {
            if (losses > _known)
            {
                _known = losses;
                _wanted.TrySetResult();
            }
        }
    }

    /// <summary>The control plane has no such node: whatever was known of it is void.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            (_known, _done, _era) = (0, -1, _era + 1);
            _wanted.TrySetResult();
        }
    }

    /// <summary>A comparison begins; the mark says what it will have been good for. <paramref name="first"/> is whether none has been since the last loss.</summary>
    public (long Losses, int Era) Begin(out bool first)
    {
        lock (_lock)
        {
            _wanted = NewSignal();
            first = _done < _known;
            return (_known, _era);
        }
    }

    /// <summary>A comparison has ended, with all that followed from it; true where more is known by it than before.</summary>
    public bool End((long Losses, int Era) mark)
    {
        lock (_lock)
        {
            if (mark.Era != _era || mark.Losses <= _done)
            {
                return false;
            }

            _done = mark.Losses;
            return true;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
