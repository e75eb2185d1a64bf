using System.Collections.Concurrent;
using System.Net;
using System.Reflection;
using Orleans.Runtime;

namespace Orchestrator.Grains.Tests.Support;

/// <summary>The membership, with silos beside the real one that a test declares dead or alive.</summary>
public sealed class HeardSilos
{
    private readonly ConcurrentDictionary<SiloAddress, (string Name, SiloStatus Status)> _others = new();
    private readonly ConcurrentDictionary<ISiloStatusListener, bool> _listeners = new();
    private readonly ISiloStatusOracle _inner;
    private int _generation;

    public HeardSilos(ISiloStatusOracle inner)
    {
        _inner = inner;
        Oracle = DispatchProxy.Create<ISiloStatusOracle, Proxy>();
        ((Proxy)Oracle).Owner = this;
    }

    /// <summary>What the silo's own parts and the grains ask.</summary>
    public ISiloStatusOracle Oracle { get; }

    /// <summary>A new silo of this name has this status, and whoever listens hears of it.</summary>
    public void Say(string name, SiloStatus status)
    {
        var address = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 1), Interlocked.Increment(ref _generation));
        _others[address] = (name, status);
        foreach (var listener in _listeners.Keys)
        {
            listener.SiloStatusChangeNotification(address, status);
        }
    }

    private object? Answer(MethodInfo question, object?[] arguments)
    {
        switch (question.Name)
        {
            case nameof(ISiloStatusOracle.GetApproximateSiloStatus) when Other(arguments[0]) is { } other:
                return other.Status;
            case nameof(ISiloStatusOracle.IsDeadSilo) when Other(arguments[0]) is { } other:
                return other.Status == SiloStatus.Dead;
            case nameof(ISiloStatusOracle.TryGetSiloName) when Other(arguments[0]) is { } other:
                arguments[1] = other.Name;
                return true;
            // The runtime's own listeners would take it for a member, and send calls there.
            case nameof(ISiloStatusOracle.SubscribeToSiloStatusEvents) when arguments[0] is ISiloStatusListener listener && listener.GetType().Assembly == typeof(ControlPlaneOptions).Assembly:
                _listeners.TryAdd(listener, true);
                break;
            case nameof(ISiloStatusOracle.UnSubscribeFromSiloStatusEvents):
                _listeners.TryRemove((ISiloStatusListener)arguments[0]!, out _);
                break;
        }

        var answer = question.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        // Nobody shall send anything to silos that are not there.
        return question.Name == nameof(ISiloStatusOracle.GetApproximateSiloStatuses) && arguments is [false] ? WithOthers((Dictionary<SiloAddress, SiloStatus>)answer!) : answer;
    }

    private (string Name, SiloStatus Status)? Other(object? address) => _others.TryGetValue((SiloAddress)address!, out var other) ? other : null;

    private Dictionary<SiloAddress, SiloStatus> WithOthers(Dictionary<SiloAddress, SiloStatus> known)
    {
        var statuses = new Dictionary<SiloAddress, SiloStatus>(known);
        foreach (var (address, other) in _others)
        {
            statuses[address] = other.Status;
        }

        return statuses;
    }

    /// <summary>Microsoft Orleans asks more than the stand-in does; what is not answered here goes to the real one.</summary>
    public class Proxy : DispatchProxy
    {
        internal HeardSilos Owner { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Owner.Answer(targetMethod!, args ?? []);
    }
}
