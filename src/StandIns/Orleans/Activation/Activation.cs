using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Messaging;

namespace Orleans.Runtime;

/// <summary>One activation of a grain: from its first request to the end of its <c>OnDeactivateAsync</c>.</summary>
internal sealed partial class Activation : IGrainContext
{
    private readonly ActivationCatalog _catalog;
    private readonly AsyncServiceScope _scope;
    private readonly TaskCompletionSource _deactivated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IActivationStep> _steps = [];
    private readonly Lock _gate = new();
    private DeactivationReason? _reason;
    private bool _activated;
    private long _keptUntil = long.MinValue;

    public Activation(GrainId grainId, GrainClass grainClass, ActivationCatalog catalog)
    {
        GrainId = grainId;
        Class = grainClass;
        _catalog = catalog;
        _scope = catalog.Services.CreateAsyncScope();
        Scheduler = new TurnScheduler(this, catalog.Threads);
        Mailbox = new Mailbox(this, grainClass.IsReentrant, catalog.TimeProvider);
        Timers = new GrainTimers(this, catalog.TimeProvider);
        Enumerations = new GrainEnumerations();
    }

    /// <summary>The activation in whose turn the caller runs; null outside of turns.</summary>
    public static Activation? Current => (TaskScheduler.Current as TurnScheduler)?.Activation;

    public GrainId GrainId { get; }

    public GrainClass Class { get; }

    public object? GrainInstance { get; private set; }

    public IServiceProvider ActivationServices => _scope.ServiceProvider;

    public Task Deactivated => _deactivated.Task;

    public TurnScheduler Scheduler { get; }

    public Mailbox Mailbox { get; }

    public GrainTimers Timers { get; }

    public GrainEnumerations Enumerations { get; }

    public TimeProvider TimeProvider => _catalog.TimeProvider;

    public IncomingCalls IncomingCalls => _catalog.IncomingCalls;

    public ILogger Logger => _catalog.Logger;

    public static Activation Of(IGrainBase grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return (Activation)grain.GrainContext;
    }

    /// <summary>A name for an enumeration that begins here, of which there is no other in the cluster.</summary>
    public string NameEnumeration() => _catalog.NameEnumeration();

    /// <summary>Adds something that is done before <c>OnActivateAsync</c>; for constructor parameters.</summary>
    public void AddStep(IActivationStep step) => _steps.Add(step);

    /// <summary>Makes the instance and activates it, in its own turns.</summary>
    public void Start() => _ = Task.Factory.StartNew(ActivateAsync, CancellationToken.None, TaskCreationOptions.None, Scheduler);

    public void DelayDeactivation(TimeSpan timeSpan) =>
        Volatile.Write(ref _keptUntil, _catalog.TimeProvider.GetUtcNow().UtcTicks + Math.Max(0, timeSpan.Ticks));

    /// <summary>Whether it was idle for longer than that, and nothing keeps it.</summary>
    public bool IsCollectable(TimeSpan age) =>
        Mailbox.IdleFor is { } idle && idle >= age && Volatile.Read(ref _keptUntil) < _catalog.TimeProvider.GetUtcNow().UtcTicks;

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_reason is not null)
            {
                return;
            }

            _reason = deactivationReason;
            if (!_activated)
            {
                return;
            }
        }

        BeginDeactivation();
    }

    private async Task ActivateAsync()
    {
        try
        {
            GrainInstance = Class.CreateInstance(this);
            foreach (var step in _steps)
            {
                await step.OnActivatingAsync(CancellationToken.None);
            }

            if (GrainInstance is IGrainBase grain)
            {
                await grain.OnActivateAsync(CancellationToken.None);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            LogActivationFailed(Logger, exception, GrainId);
            await EndAsync(request => request.Reject(exception));
            return;
        }

        lock (_gate)
        {
            _activated = true;
            if (_reason is null)
            {
                _catalog.Instruments.ActivationCreated();
                Mailbox.Open();
                return;
            }
        }

        BeginDeactivation();
    }

    private void BeginDeactivation()
    {
        Timers.Dispose();
        Enumerations.AbortAll();
        Mailbox.Close(() => Task.Factory.StartNew(DeactivateAsync, CancellationToken.None, TaskCreationOptions.None, Scheduler));
    }

    private async Task DeactivateAsync()
    {
        using var timeout = new CancellationTokenSource(_catalog.DeactivationTimeout, _catalog.TimeProvider);
        try
        {
            if (GrainInstance is IGrainBase grain)
            {
                await grain.OnDeactivateAsync(_reason!.Value, timeout.Token).WaitAsync(timeout.Token);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            LogDeactivationFailed(Logger, exception, GrainId);
        }

        await EndAsync(request => request.Forward());
    }

    private async Task EndAsync(Action<Request> passOn)
    {
        Timers.Dispose();
        _catalog.Remove(this);
        foreach (var request in Mailbox.End())
        {
            passOn(request);
        }

        try
        {
            switch (GrainInstance)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }

            await _scope.DisposeAsync();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            LogDeactivationFailed(Logger, exception, GrainId);
        }

        _deactivated.SetResult();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The grain {GrainId} could not be activated.")]
    private static partial void LogActivationFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The deactivation of the grain {GrainId} failed; the activation is dropped.")]
    private static partial void LogDeactivationFailed(ILogger logger, Exception exception, GrainId grainId);
}
