using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Orchestrator.Storage.Recording;

/// <summary>Runs the event writer as long as the host runs, and lets it write what is waiting when the host stops.</summary>
internal sealed class EventWriterService(EventWriter writer, IOptions<PostgresStorageOptions> options, TimeProvider time) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _abandoned = new();
    private Task _writing = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writing = writer.RunAsync(_abandoned.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        writer.Complete();
        using var timeout = new CancellationTokenSource(options.Value.EventFlushTimeout, time);
        await using var abandon = timeout.Token.Register(_abandoned.Cancel);
        await using var hurry = cancellationToken.Register(_abandoned.Cancel);
        await _writing;
    }

    public void Dispose() => _abandoned.Dispose();
}
