namespace Orleans.Runtime;

/// <summary>
/// Decides which request of an activation may start. A request that may not interleave keeps all others of its kind waiting until it is done.
/// </summary>
internal sealed class Mailbox(Activation activation, bool reentrant, TimeProvider timeProvider)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Request> _waiting = new();
    private MailboxState _state = MailboxState.Closed;
    private Request? _blocking;
    private int _running;
    private int _holding;
    private long _lastUsed = timeProvider.GetTimestamp();
    private Action? _drained;

    /// <summary>How long nothing ran or waited here; null while something does, or when it is not open.</summary>
    public TimeSpan? IdleFor
    {
        get
        {
            lock (_gate)
            {
                return _state != MailboxState.Open || _running > 0 || _waiting.Count > 0 ? null : timeProvider.GetElapsedTime(_lastUsed);
            }
        }
    }

    /// <summary>Takes a request, and starts it at once if it may. False if the activation is gone.</summary>
    public bool TryReceive(Request request)
    {
        lock (_gate)
        {
            if (_state == MailboxState.Ended)
            {
                return false;
            }

            if (_state == MailboxState.Open && MayStart(request))
            {
                Start(request);
            }
            else
            {
                request.WaitsIn = this;
                request.WaitingNode = _waiting.AddLast(request);
            }

            return true;
        }
    }

    /// <summary>Takes out a request that nobody waits for any more, unless it started.</summary>
    public void Withdraw(Request request)
    {
        lock (_gate)
        {
            if (request.WaitingNode is { } node && ReferenceEquals(node.List, _waiting))
            {
                _waiting.Remove(node);
            }
        }
    }

    /// <summary>The activation is ready: lets requests start.</summary>
    public void Open()
    {
        lock (_gate)
        {
            _state = MailboxState.Open;
            StartWaiting();
        }
    }

    /// <summary>Lets no more requests start, and calls <paramref name="drained"/> once those that run are done.</summary>
    public void Close(Action drained)
    {
        lock (_gate)
        {
            _state = MailboxState.Closed;
            if (_holding > 0)
            {
                _drained = drained;
                return;
            }
        }

        drained();
    }

    /// <summary>The activation is gone: takes no more, and gives back what waited.</summary>
    public Request[] End()
    {
        lock (_gate)
        {
            _state = MailboxState.Ended;
            Request[] waiting = [.. _waiting];
            _waiting.Clear();
            return waiting;
        }
    }

    /// <summary>A request is done, so others may start.</summary>
    public void Finished(Request request)
    {
        Action? drained = null;
        lock (_gate)
        {
            _running--;
            if (ReferenceEquals(_blocking, request))
            {
                _blocking = null;
            }

            if (request.HoldsActivation)
            {
                _holding--;
            }

            if (request.CountsAsUse)
            {
                _lastUsed = timeProvider.GetTimestamp();
            }

            if (_state == MailboxState.Open)
            {
                StartWaiting();
            }
            else if (_holding == 0)
            {
                (drained, _drained) = (_drained, null);
            }
        }

        drained?.Invoke();
    }

    private bool MayStart(Request request) =>
        reentrant || _blocking is null || request.Interleaves || (_blocking.IsReadOnly && request.IsReadOnly);

    private void Start(Request request)
    {
        _running++;
        _holding += request.HoldsActivation ? 1 : 0;
        if (!reentrant && !request.Interleaves)
        {
            _blocking ??= request;
        }

        request.StartIn(activation);
    }

    private void StartWaiting()
    {
        for (var node = _waiting.First; node is not null;)
        {
            var next = node.Next;
            if (MayStart(node.Value))
            {
                _waiting.Remove(node);
                Start(node.Value);
            }

            node = next;
        }
    }
}
