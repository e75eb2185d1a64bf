using Microsoft.Extensions.Logging;
using Orleans.Diagnostics;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Messaging;

/// <summary>Where calls start: makes references to grains, and sends what is called on them.</summary>
internal sealed class GrainCaller(
    IServiceProvider services,
    GrainTypeResolver types,
    ICallRouter router,
    MessageCopier copier,
    WireValues values,
    CallTimeouts timeouts,
    TimeProvider timeProvider,
    OrleansInstruments instruments,
    IEnumerable<IOutgoingGrainCallFilter> filters,
    ILogger<GrainCaller> logger) : IClusterClient
{
    private readonly IOutgoingGrainCallFilter[] _filters = [.. filters];

    public IServiceProvider ServiceProvider => services;

    public GrainMethods Methods { get; } = new();

    public MessageCopier Copier => copier;

    public WireValues Values => values;

    public CallTimeouts Timeouts => timeouts;

    public TimeProvider TimeProvider => timeProvider;

    public OrleansInstruments Instruments => instruments;

    public ICallRouter Router => router;

    public ILogger Logger => logger;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey =>
        (TGrainInterface)GetGrain(typeof(TGrainInterface), primaryKey, grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable =>
        (TGrainInterface)CreateReference(typeof(TGrainInterface), grainId);

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => (IGrain)GetGrain(grainInterfaceType, grainPrimaryKey, null);

    public object CreateReference(Type interfaceType, GrainId grainId) =>
        GrainProxy.Create(interfaceType, this, grainId);

    /// <summary>Calls a method of a grain; the task ends with its answer, with what it threw, or with a timeout.</summary>
    public Task<T> CallAsync<T>(GrainProxy target, GrainMethod method, object?[] arguments)
    {
        var call = new GrainCall<T>(this, target, method, arguments);
        return _filters.Length > 0 ? CallFilteredAsync(call) : Send(call);
    }

    /// <summary>Takes a step of an enumeration.</summary>
    public Task<T> StepAsync<T>(
        GrainProxy target, GrainMethod method, object?[] arguments, StepKind step, string? enumeration, CancellationToken cancellationToken = default)
    {
        var call = new GrainCall<T>(this, target, method, arguments, step, enumeration);
        call.Send(cancellationToken);
        return call.Task;
    }

    private static async Task<T> InvokeAsync<T>(OutgoingCallContext context)
    {
        await context.Invoke();
        return (T)context.Result!;
    }

    private static Task<T> Send<T>(GrainCall<T> call)
    {
        call.Send();
        return call.Task;
    }

    private object GetGrain(Type interfaceType, string key, string? prefix)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return GrainProxy.Create(interfaceType, this, GrainId.Create(types.Resolve(interfaceType, prefix), key));
    }

    private Task<T> CallFilteredAsync<T>(GrainCall<T> call) =>
        InvokeAsync<T>(new OutgoingCallContext(call, _filters, async () => await Send(call)));
}
