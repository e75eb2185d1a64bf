using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>Reads the membership when somebody knows of a newer version; many who ask at once share one read.</summary>
internal sealed partial class MembershipCatchUp(
    IServiceProvider services, SiloStatusOracle oracle, TaskScheduler threads, ILogger<MembershipCatchUp> logger)
{
    private readonly Lock _gate = new();
    private Task _reading = Task.CompletedTask;

    /// <summary>Ends when at least that version is known here, or when it could not be read.</summary>
    public Task EnsureAsync(int version) => oracle.Snapshot.Version >= version ? Task.CompletedTask : TryRefreshAsync();

    /// <summary>Reads the membership; where that fails, what was known before goes on.</summary>
    public Task TryRefreshAsync()
    {
        lock (_gate)
        {
            return _reading.IsCompleted ? _reading = threads.RunAsync(ReadAsync) : _reading;
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            await services.GetRequiredService<ClusterMembership>().RefreshAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            LogUnreadable(logger, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The membership could not be read; what is known of it goes on.")]
    private static partial void LogUnreadable(ILogger logger, Exception exception);
}
