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
    private readonly DockerEngineOptions _options;
    private readonly TimeProvider _time;
    private readonly EngineTelemetry _telemetry;
    private readonly DockerConnection _connection;

    /// <summary>An engine that is connected to with the first call.</summary>
    public DockerEngine(IOptions<DockerEngineOptions> options, TimeProvider time, IMeterFactory meters, ILogger<DockerEngine> logger)
    {
        _options = options.Value;
        _time = time;
        _telemetry = new EngineTelemetry(meters, time);
        _connection = new DockerConnection(_options, logger);
    }

    /// <inheritdoc />
    public void Dispose() => _connection.Dispose();

    private Task<bool> CallAsync(
        EngineOperation operation, Func<DockerClient, CancellationToken, Task> call, CancellationToken cancellationToken, TimeSpan grace = default) =>
        CallAsync(
            operation,
            async (session, token) =>
            {
                await call(session.Client, token);
                return true;
            },
            cancellationToken,
            grace);

    /// <summary>Makes a call within its time, measures it, and turns what goes wrong into an <see cref="EngineException"/>.</summary>
    /// <param name="operation">What is asked.</param>
    /// <param name="call">Asks it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="grace">Time that the call may take in addition; infinite where it limits itself.</param>
    private async Task<T> CallAsync<T>(
        EngineOperation operation, Func<DockerSession, CancellationToken, Task<T>> call, CancellationToken cancellationToken, TimeSpan grace = default)
    {
        using var measured = _telemetry.Begin(operation);
        var limit = grace == Timeout.InfiniteTimeSpan ? grace : _options.CallTimeout + grace;
        using var timeout = new CancellationTokenSource(limit, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var session = await _connection.OpenAsync(linked.Token);
            return await call(session, linked.Token);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            measured.Cancelled();
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception exception)
        {
            var failure = timeout.IsCancellationRequested
                ? new EngineException(EngineFault.Unavailable, $"The container engine did not answer within {limit.TotalSeconds:0.#} seconds.", exception)
                : Classify(operation, exception);
            measured.Failed(failure);
            throw failure;
        }
    }

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
