using Orleans.Messaging;
using Orleans.Runtime;

namespace Orleans.Networking;

/// <summary>Another silo: the connection to it, and the calls that wait for one.</summary>
internal sealed class SiloPeer(SiloAddress silo)
{
    // So many calls may wait for a connection; what comes then is refused.
    private const int WaitingMax = CallLane.HeldBackMax;

    private readonly Lock _gate = new();
    private readonly Queue<Invocation> _waiting = new();

    // One, but for the moment in which both sides connected at once, or in which one side has not seen yet that the other lost it. The last is used.
    private readonly List<PeerConnection> _connections = [];

    // Those that the other side takes no new calls on, and that go on until what was sent is answered.
    private readonly List<PeerConnection> _leaving = [];
    private bool _isOpening;

    public SiloAddress Silo => silo;

    public bool IsConnected
    {
        get
        {
            lock (_gate)
            {
                return _connections.Count > 0;
            }
        }
    }

    /// <summary>Whether this silo is making a connection to that one.</summary>
    public bool IsOpening
    {
        get
        {
            lock (_gate)
            {
                return _isOpening;
            }
        }
    }

    public PeerConnection[] Connections
    {
        get
        {
            lock (_gate)
            {
                return [.. _connections, .. _leaving];
            }
        }
    }

    /// <summary>Sends a call, or lets it wait for the connection; true if somebody has to make one.</summary>
    public bool Send(Invocation call)
    {
        lock (_gate)
        {
            if (_connections.Count > 0 && _connections[^1].TrySend(call))
            {
                return false;
            }

            if (_waiting.Count < WaitingMax)
            {
                _waiting.Enqueue(call);
                return BeginOpening();
            }
        }

        call.Reject(new SiloUnavailableException($"{WaitingMax} calls wait for a connection to the silo {silo}: {call.TargetId} was not called."));
        return false;
    }

    /// <summary>Whether the caller is to make a connection: there is none, and nobody makes one.</summary>
    public bool TryBeginOpening()
    {
        lock (_gate)
        {
            return BeginOpening();
        }
    }

    /// <summary>A connection was made, and what waited is sent over it. False if it is not needed, for the other side made one meanwhile.</summary>
    public bool Take(PeerConnection connection, bool isOwn)
    {
        lock (_gate)
        {
            if (isOwn && _connections.Count > 0)
            {
                return false;
            }

            _connections.Add(connection);
            while (_waiting.TryDequeue(out var call))
            {
                if (!call.IsAbandoned)
                {
                    connection.TrySend(call);
                }
            }

            return true;
        }
    }

    /// <summary>No connection is being made any more. Where there is none, what waited is given back.</summary>
    public Invocation[] EndOpening()
    {
        lock (_gate)
        {
            _isOpening = false;
            Invocation[] waiting = _connections.Count == 0 ? [.. _waiting] : [];
            if (waiting.Length > 0)
            {
                _waiting.Clear();
            }

            return waiting;
        }
    }

    /// <summary>The other side takes no new calls on a connection; true if somebody has to make another, because calls wait for it.</summary>
    public bool Retire(PeerConnection connection)
    {
        lock (_gate)
        {
            if (_connections.Remove(connection))
            {
                _leaving.Add(connection);
            }

            return _waiting.Count > 0 && BeginOpening();
        }
    }

    /// <summary>A connection ended; true if somebody has to make another, because calls wait for it.</summary>
    public bool Drop(PeerConnection connection)
    {
        lock (_gate)
        {
            _connections.Remove(connection);
            _leaving.Remove(connection);
            return _waiting.Count > 0 && BeginOpening();
        }
    }

    private bool BeginOpening() => !_isOpening && _connections.Count == 0 && (_isOpening = true);
}
