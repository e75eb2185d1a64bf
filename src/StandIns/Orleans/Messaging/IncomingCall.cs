using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Orleans.Networking;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Messaging;

/// <summary>
/// A call that came over a connection. It runs in an activation here, or is passed on to the silo that owns the grain; its answer goes back over the
/// connection.
/// </summary>
#pragma warning disable CA1001 // The grain may use its cancellation token after the call ended; the source holds nothing but memory.
internal sealed partial class IncomingCall : Invocation
#pragma warning restore CA1001
{
    private const int HopsMax = 4;

    private readonly GrainCaller _caller;
    private readonly PeerConnection _from;
    private readonly ulong _number;
    private readonly CallHeader _header;
    private readonly ReadOnlyMemory<byte> _body;
    private readonly long _received;
    private GrainMethod? _method;
    private object?[] _arguments = [];
    private ImmutableDictionary<string, object>? _context;
    private CancellationTokenSource? _cancellation;
    private volatile bool _isAbandoned;
    private bool _isForwarded;
    private int _hops;
    private int _answered;

    public IncomingCall(GrainCaller caller, PeerConnection from, ulong number, CallHeader header, ReadOnlyMemory<byte> body)
    {
        _caller = caller;
        _from = from;
        _number = number;
        _header = header;
        _body = body;
        _hops = header.Hops;
        _received = caller.TimeProvider.GetTimestamp();
        TargetId = GrainId.Parse(header.Grain);
        SourceId = header.Source is null ? null : GrainId.Parse(header.Source);
    }

    public override GrainId TargetId { get; }

    public override GrainId? SourceId { get; }

    public override GrainMethod Method => _method!;

    public override object?[] Arguments => _arguments;

    public override ImmutableDictionary<string, object>? Context => _context;

    public override bool IsOneWay => _header.IsOneWay;

    public override StepKind Step => _header.Step;

    public override string? Enumeration => _header.Enumeration;

    public override TimeSpan Remaining => TimeSpan.FromMilliseconds(_header.TimeoutMilliseconds) - _caller.TimeProvider.GetElapsedTime(_received);

    // A one-way call has no caller that could have lost patience.
    public override bool IsAbandoned => _isAbandoned || (!IsOneWay && Remaining <= TimeSpan.Zero);

    // A client knows no owners: whichever gateway it calls passes the call on.
    public override bool MayBePassedOn => _header.MayBePassedOn || _isForwarded || _from.Silo is null;

    /// <summary>The version of the membership by which the sender chose this silo.</summary>
    public int Version => _header.Version;

    protected override ActivityContext Trace =>
        ActivityContext.TryParse(_header.TraceParent, _header.TraceState, isRemote: true, out var context) ? context : default;

    public override void Prepare(GrainClass grainClass)
    {
        if (_method is not null)
        {
            return;
        }

        var method = _caller.Methods.Find(grainClass, _header.Interface, _header.Method);
        if (_header.Enumeration is null)
        {
            var keys = _header.ContextKeys ?? [];
            var values = _caller.Values.Read(_body, method.TypesWith(keys.Length));
            _arguments = values[..^keys.Length];
            _context = keys.Length == 0
                ? null
                : keys.Zip(values[^keys.Length..]).ToImmutableDictionary(pair => pair.First, pair => pair.Second!, StringComparer.Ordinal);
            TakeCancellation(method);
        }

        _method = method;
    }

    public override CallHeader Header(int version) => _header with
    {
        Version = version,
        Hops = _hops + 1,
        TimeoutMilliseconds = (long)Remaining.TotalMilliseconds,
        MayBePassedOn = IsLeftToOthers,
    };

    public override ReadOnlyMemory<byte> Body() => _body;

    public override void Forward()
    {
        _isForwarded = true;
        if (Enumeration is not null)
        {
            Reject(GrainEnumerations.Gone(TargetId));
        }
        else if (++_hops > HopsMax)
        {
            Reject(new OrleansMessageRejectionException($"The grain {TargetId} was not found after {HopsMax} silos had passed the call on."));
        }
        else
        {
            DispatchAgain();
        }
    }

    public override void Answer(AnswerHeader header, ReadOnlyMemory<byte> body)
    {
        if (header.Outcome == CallOutcome.Elsewhere)
        {
            _caller.Router.Redirect(this, header.Version);
        }
        else
        {
            Respond(header, body);
        }
    }

    public override void Lose(Exception reason) => Reject(reason);

    public override void SayElsewhere(int version) =>
        Respond(new AnswerHeader { Outcome = CallOutcome.Elsewhere, Version = version }, ReadOnlyMemory<byte>.Empty);

    public override void Reject(Exception exception)
    {
        if (IsOneWay)
        {
            LogOneWayFailed(_caller.Logger, exception, _header.Method, TargetId);
            Respond(new AnswerHeader(), ReadOnlyMemory<byte>.Empty);
            return;
        }

        Respond(new AnswerHeader { Outcome = CallOutcome.Failed }, Written(exception));
    }

    /// <summary>The caller gave the call up.</summary>
    public void GiveUpHere(bool cancel)
    {
        _isAbandoned = !IsOneWay;
        GiveUp(cancel);
    }

    protected override void Complete(object? result)
    {
        if (IsOneWay)
        {
            Respond(new AnswerHeader(), ReadOnlyMemory<byte>.Empty);
            return;
        }

        var item = result as EnumerationItem;
        var value = item is null ? result : item.Element;
        var body = Step == StepKind.None || item is { Kind: ItemKind.Element }
            ? _caller.Values.Write(value, Method.Return.ResultType)
            : ReadOnlyMemory<byte>.Empty;
        Respond(new AnswerHeader { Enumeration = item?.Enumeration, Item = item?.Kind ?? ItemKind.None }, body);
    }

    protected override void CancelHere()
    {
        if (Step == StepKind.Next)
        {
            RunsIn!.Enumerations.Cancel(this);
        }
        else
        {
            _cancellation?.Cancel();
        }
    }

    // An exception whose members cannot be read or written must not cost the caller its answer.
    private ReadOnlyMemory<byte> Written(Exception exception)
    {
        try
        {
            return _caller.Values.Write(exception, typeof(Exception));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return _caller.Values.Write(new CodecNotFoundException($"{exception.GetType()}: {exception.Message} ({failure.Message})"), typeof(Exception));
        }
    }

    private void TakeCancellation(GrainMethod method)
    {
        if (method.CancellationIndex >= 0)
        {
            _cancellation = new CancellationTokenSource();
            _arguments[method.CancellationIndex] = _cancellation.Token;
        }
    }

    private void DispatchAgain()
    {
        try
        {
            _caller.Router.Dispatch(this);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Reject(exception);
        }
    }

    private void Respond(AnswerHeader header, ReadOnlyMemory<byte> body)
    {
        if (Interlocked.Exchange(ref _answered, 1) == 0)
        {
            _from.Respond(_number, header, body);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The one-way call {Method} of {GrainId} failed; its caller is not told.")]
    private static partial void LogOneWayFailed(ILogger logger, Exception exception, string method, GrainId grainId);
}
