using System.Diagnostics.Metrics;
using Docker.DotNet;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Orchestrator.Containers.Docker;

/// <summary>
/// The Docker engine: 20.10 (API 1.41) and newer, on cgroup v1 or v2. It may be used from many callers at once; their calls run side by side over pooled connections.
/// </summary>
public sealed partial class DockerEngine : IContainerEngine, IDisposable
{
    // A timer takes less than 50 days, and a container may be given longer to end.
    private static readonly TimeSpan LimitMax = TimeSpan.FromDays(40);

    private readonly DockerEngineOptions _options;
    private readonly TimeProvider _time;
    private readonly EngineTelemetry _telemetry;
    private readonly DockerConnection _connection;

    /// <summary>An engine that is connected to with the first call.</summary>
    public DockerEngine(IOptions<DockerEngineOptions> options, TimeProvider time, IMeterFactory meters, ILogger<DockerEngine> logger)
    {
        _options = options.Value;
        _time = time;
        _logger = logger;
        _telemetry = new EngineTelemetry(meters, time);
        _connection = new DockerConnection(_options, logger);
    }

    /// <inheritdoc />
    public void Dispose() => _connection.Dispose();

    // Only then are the engine's processes ours to see.
    private bool IsLocal => _options.Endpoint.StartsWith("unix:", StringComparison.Ordinal);

    private Task<bool> CallAsync(
        EngineOperation operation, Func<DockerClient, CancellationToken, Task> call, CancellationToken cancellationToken, TimeSpan? limit = null) =>
        CallAsync(
            operation,
            async (session, token) =>
            {
                await call(session.Client, token);
                return true;
            },
            cancellationToken,
            limit);

    /// <summary>Makes a call within its time, measures it, and turns what goes wrong into an <see cref="EngineException"/>.</summary>
    /// <param name="operation">What is asked.</param>
    /// <param name="call">Asks it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="limit">How long it may take; infinite where it limits itself, and null for what its kind may take.</param>
    private async Task<T> CallAsync<T>(
        EngineOperation operation, Func<DockerSession, CancellationToken, Task<T>> call, CancellationToken cancellationToken, TimeSpan? limit = null)
    {
        using var measured = _telemetry.Begin(operation);
        var within = limit ?? LimitOf(operation);
        var unlimited = within == Timeout.InfiniteTimeSpan;
        within = unlimited ? _options.CallTimeout : within < LimitMax ? within : LimitMax;
        using var timeout = new CancellationTokenSource(within, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var session = await _connection.OpenAsync(linked.Token);
            if (unlimited)
            {
                // Finding out that there is an engine at all is limited for every call.
                timeout.CancelAfter(Timeout.InfiniteTimeSpan);
            }

            return await call(session, linked.Token);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            measured.Cancelled();
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception exception)
        {
            var failure = timeout.IsCancellationRequested ? NoAnswer(within, exception) : Classify(operation, exception);
            measured.Failed(failure);
            throw failure;
        }
    }

    // What only reads, the engine answers from its memory; what changes something waits for disks and for the kernel.
    private TimeSpan LimitOf(EngineOperation operation) => operation switch
    {
        EngineOperation.Ping => _options.PingTimeout,
        EngineOperation.GetInfo or EngineOperation.FindImage or EngineOperation.ListImages or EngineOperation.FindContainer or EngineOperation.ListContainers
            or EngineOperation.InspectExec => _options.ReadTimeout,
        _ => _options.CallTimeout,
    };

    private static EngineException NoAnswer(TimeSpan limit, Exception? inner = null) =>
        new(EngineFault.Unavailable, $"The container engine did not answer within {limit.TotalSeconds:0.#} seconds.", inner);

    private EngineException Classify(EngineOperation operation, Exception exception)
    {
        var failure = EngineFaults.Classify(operation, exception);
        if (failure.Fault == EngineFault.Unavailable)
        {
            _connection.Suspect();
        }

        return failure;
    }
}
