using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Orchestrator.Contracts;
using Orleans;
using Orleans.Storage;

namespace Gateway.Tests.Fixtures;

/// <summary>Grains without a silo. Proxies, because the grain factory of the packages has more members than the gateway calls.</summary>
public sealed class MemoryCluster(MemoryResources resources, TimeProvider time)
{
    /// <summary>Keys of all grains that were called, in order.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Thrown by every call while it is set.</summary>
    public Exception? Fault { get; set; }

    /// <summary>How many writes from now on find that another activation has written.</summary>
    public int OvertakenWrites { get; set; }

    /// <summary>Runs just before a grain compares revisions: the place of another writer.</summary>
    public Action? BeforeReplace { get; set; }

    /// <summary>The uids that the garbage collector was told to look at.</summary>
    public ConcurrentQueue<string> Looks { get; } = new();

    public DeleteRequest? LastDelete { get; set; }

    public EvictionOrder? LastEviction { get; set; }

    /// <summary>What a disruption budget says of all evictions; null lets them pass.</summary>
    public ApiException? EvictionRefusal { get; set; }

    public BindingOrder? LastBinding { get; set; }

    public DateTimeOffset Now => time.GetUtcNow();

    public IGrainFactory Factory()
    {
        var factory = DispatchProxy.Create<IGrainFactory, FactoryProxy>();
        ((FactoryProxy)(object)factory).Cluster = this;
        return factory;
    }

    public void Called(string key)
    {
        Calls.Enqueue(key);
        if (Fault is not null)
        {
            throw Fault;
        }
    }

    /// <summary>A call that writes.</summary>
    public void Writes(string key)
    {
        Called(key);
        if (OvertakenWrites-- > 0)
        {
            throw new InconsistentStateException("another activation wrote");
        }
    }

    private object GrainOf(Type type, string key)
    {
        if (type == typeof(IGarbageCollectorGrain))
        {
            return new MemoryCollector(Looks);
        }

        if (type == typeof(IDisruptionGrain) || type == typeof(IQuotaGrain))
        {
            return new MemoryPolicies(this);
        }

        var record = type.GetInterfaces().First(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IResourceGrain<>)).GetGenericArguments()[0];
        var grain = Activator.CreateInstance(typeof(MemoryGrain<>).MakeGenericType(record), resources, this, key)!;
        var create = typeof(DispatchProxy).GetMethods().Single(m => m is { Name: "Create", IsGenericMethod: true }).MakeGenericMethod(type, typeof(GrainProxy));
        var proxy = create.Invoke(null, null)!;
        ((GrainProxy)proxy).Target = grain;
        return proxy;
    }

    private sealed class MemoryCollector(ConcurrentQueue<string> looks) : IGarbageCollectorGrain
    {
        public Task Start() => Task.CompletedTask;

        public Task Look(string uid)
        {
            looks.Enqueue(uid);
            return Task.CompletedTask;
        }
    }

    private sealed class MemoryPolicies(MemoryCluster cluster) : IDisruptionGrain, IQuotaGrain
    {
        public Task Start() => Task.CompletedTask;

        public Task LookAgain() => Task.CompletedTask;

        public Task<bool> AllowDisplacement(ImmutableArray<PodBinding> pods) => Task.FromResult(true);

        public Task AllowEviction(string ns, string pod, bool dryRun) => cluster.EvictionRefusal is { } refusal ? Task.FromException(refusal) : Task.CompletedTask;
    }

    public class FactoryProxy : DispatchProxy
    {
        public MemoryCluster Cluster { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod is { Name: "GetGrain", IsGenericMethod: true }
            ? Cluster.GrainOf(targetMethod.GetGenericArguments()[0], (string)args![0]!)
            : throw new NotSupportedException(targetMethod?.Name);
    }

    public class GrainProxy : DispatchProxy
    {
        public object Target { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            try
            {
                return Target.GetType().GetMethod(targetMethod!.Name)!.Invoke(Target, args);
            }
            catch (TargetInvocationException fault)
            {
                // A grain's refusal reaches its caller through the task.
                if (!targetMethod!.ReturnType.IsGenericType)
                {
                    return Task.FromException(fault.InnerException!);
                }

                var result = targetMethod.ReturnType.GetGenericArguments()[0];
                return typeof(Task).GetMethods().Single(m => m is { Name: "FromException", IsGenericMethod: true }).MakeGenericMethod(result).Invoke(null, [fault.InnerException]);
            }
        }
    }
}
