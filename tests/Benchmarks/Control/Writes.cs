using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Benchmarks.Cluster;

namespace Orchestrator.Benchmarks.Control;

/// <summary>
/// Writes to so many deployments, of no replicas, that every silo hosts the grains of some, to each again and again, one after the other. A write that hangs keeps its object waiting, as it would
/// whoever writes.
/// </summary>
internal sealed class Writes : IAsyncDisposable
{
    private const int Count = 60;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly IReadOnlyList<KubeApi> _apis;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, long> _acceptedAt = new();
    private readonly Task _writing;
    private long _since = long.MaxValue;
    private int _refused;

    private Writes(IReadOnlyList<KubeApi> apis)
    {
        _apis = apis;
        _writing = Task.WhenAll(Enumerable.Range(0, Count).Select(WriteAsync));
    }

    /// <summary>How many writes were not accepted since <see cref="Mark"/>.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Makes the objects, and begins to write through the APIs that are given, in turn.</summary>
    public static async Task<Writes> StartAsync(IReadOnlyList<KubeApi> apis, CancellationToken cancellationToken)
    {
        for (var index = 0; index < Count; index++)
        {
            await apis[0].CreateDeploymentAsync(Manifests.Deployment(Name(index)), cancellationToken);
        }

        return new Writes(apis);
    }

    /// <summary>From now on it counts when each object takes a write.</summary>
    public void Mark()
    {
        _acceptedAt.Clear();
        Volatile.Write(ref _refused, 0);
        Volatile.Write(ref _since, TimeProvider.System.GetTimestamp());
    }

    /// <summary>Seconds from <see cref="Mark"/> until every object had accepted a write that began after it; null while one has not.</summary>
    public double? AllAcceptedAfterSeconds() => _acceptedAt.Count < Count
        ? null
        : TimeProvider.System.GetElapsedTime(Volatile.Read(ref _since), _acceptedAt.Values.Max()).TotalSeconds;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writing;
        _stop.Dispose();
    }

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"written-{index}");

    private async Task WriteAsync(int index)
    {
        for (var number = 0; !_stop.IsCancellationRequested; number++)
        {
            var began = TimeProvider.System.GetTimestamp();
            var patch = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["number"] = number.ToString(CultureInfo.InvariantCulture) } } };
            var api = _apis[(index + number) % _apis.Count];
            if (await api.TryPatchDeploymentAsync(Name(index), patch))
            {
                if (began >= Volatile.Read(ref _since))
                {
                    _acceptedAt.TryAdd(Name(index), TimeProvider.System.GetTimestamp());
                }
            }
            else
            {
                Interlocked.Increment(ref _refused);
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
