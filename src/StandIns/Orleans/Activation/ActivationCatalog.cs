using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Diagnostics;
using Orleans.Messaging;

namespace Orleans.Runtime;

/// <summary>The activations of this silo.</summary>
internal sealed class ActivationCatalog
{
    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private readonly ILocalSiloDetails _silo;
    private volatile bool _open;
    private long _enumerations;

    public ActivationCatalog(
        IServiceProvider services,
        TimeProvider timeProvider,
        TaskScheduler threads,
        IncomingCalls incomingCalls,
        ILocalSiloDetails silo,
        OrleansInstruments instruments,
        IOptions<GrainCollectionOptions> collectionOptions,
        ILogger<Grain> logger)
    {
        Services = services;
        TimeProvider = timeProvider;
        Threads = threads;
        IncomingCalls = incomingCalls;
        _silo = silo;
        Instruments = instruments;
        DeactivationTimeout = collectionOptions.Value.DeactivationTimeout;
        Logger = logger;
        instruments.ObserveActivations(() => _activations.Count);
    }

    public IServiceProvider Services { get; }

    public TimeProvider TimeProvider { get; }

    /// <summary>Where turns run.</summary>
    public TaskScheduler Threads { get; }

    public IncomingCalls IncomingCalls { get; }

    public OrleansInstruments Instruments { get; }

    public TimeSpan DeactivationTimeout { get; }

    public ILogger Logger { get; }

    /// <summary>Lets activations be made.</summary>
    public void Open() => _open = true;

    public Activation? Find(GrainId grainId) => _activations.GetValueOrDefault(grainId);

    /// <exception cref="SiloUnavailableException">The silo makes no activations: it did not start yet, or is stopping.</exception>
    public void RequireOpen(GrainId grainId)
    {
        if (!_open)
        {
            throw new SiloUnavailableException($"This silo activates no grains, for it has not started or is stopping. The call was to {grainId}.");
        }
    }

    /// <summary>The grain's activation, which is made and started if there is none; null where the silo makes none: it did not start yet, or is stopping.</summary>
    public Activation? GetOrCreate(GrainId grainId, GrainClass grainClass)
    {
        if (_activations.TryGetValue(grainId, out var activation))
        {
            return activation;
        }

        if (!_open)
        {
            return null;
        }

        var created = new Activation(grainId, grainClass, this);
        activation = _activations.GetOrAdd(grainId, created);
        if (ReferenceEquals(activation, created))
        {
            activation.Start();
        }

        return activation;
    }

    /// <summary>A name for an enumeration that begins on this silo.</summary>
    public string NameEnumeration() => EnumerationName.Make(_silo.SiloAddress, Interlocked.Increment(ref _enumerations));

    /// <summary>The activations that are here now, in an order that does not differ from process to process.</summary>
    public Activation[] Activations =>
        [.. _activations.Values.OrderBy(activation => activation.GrainId.ToString(), StringComparer.Ordinal)];

    public void Remove(Activation activation) => _activations.TryRemove(KeyValuePair.Create(activation.GrainId, activation));

    /// <summary>Deactivates what was idle for longer than that, and ends enumerations whose callers are gone.</summary>
    public void CollectIdle(TimeSpan age)
    {
        var reason = new DeactivationReason(DeactivationReasonCode.ActivationIdle, $"Idle for more than {age}.");
        foreach (var activation in Activations)
        {
            activation.Enumerations.AbortForsaken();
            if (activation.IsCollectable(age))
            {
                activation.Deactivate(reason);
            }
        }
    }

    /// <summary>Makes no more activations, and deactivates all.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        _open = false;
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo is stopping.");

        // Twice, because one that was being made while the catalog closed can be missed by the first look.
        for (var round = 0; round < 2; round++)
        {
            var activations = Activations;
            foreach (var activation in activations)
            {
                activation.Deactivate(reason, CancellationToken.None);
            }

            await Task.WhenAll(activations.Select(activation => activation.Deactivated)).WaitAsync(cancellationToken);
        }
    }
}
