using Orleans.Messaging;

namespace Orleans.Networking;

/// <summary>
/// The calls of one kind on a connection: so many may be unanswered, and those beyond wait in order. One-way calls have a lane of their own, because
/// nobody waits for them: a grain that does not get round to them must not keep awaited calls from passing.
/// </summary>
internal sealed class CallLane(int unansweredMax)
{
    /// <summary>So many calls may wait; what comes then is refused.</summary>
    public const int HeldBackMax = 10_000;

    private readonly Queue<Invocation> _heldBack = new();
    private int _unanswered;

    /// <summary>Takes room for a call; false if it has to wait.</summary>
    public bool TryEnter()
    {
        if (_heldBack.Count > 0 || _unanswered >= unansweredMax)
        {
            return false;
        }

        _unanswered++;
        return true;
    }

    /// <summary>Lets a call wait; false if too many do.</summary>
    public bool TryHoldBack(Invocation call)
    {
        if (_heldBack.Count >= HeldBackMax)
        {
            return false;
        }

        call.IsHeldBack = true;
        _heldBack.Enqueue(call);
        return true;
    }

    /// <summary>A call was answered or given up. The next that may go on takes its room; null if none waits.</summary>
    public Invocation? Leave()
    {
        _unanswered--;
        while (_heldBack.TryDequeue(out var call))
        {
            if (!call.IsAbandoned)
            {
                _unanswered++;
                return call;
            }
        }

        return null;
    }

    /// <summary>Gives back all that wait.</summary>
    public Invocation[] Clear()
    {
        Invocation[] waiting = [.. _heldBack];
        _heldBack.Clear();
        return waiting;
    }
}
