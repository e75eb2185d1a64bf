using Microsoft.Extensions.Hosting;

namespace Orchestrator.Host.Serving;

/// <summary>The host ends when its command says so, and by no signal of its own: the command drains it first.</summary>
internal sealed class CommandLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
