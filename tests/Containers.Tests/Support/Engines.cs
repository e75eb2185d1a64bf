using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orchestrator.Containers.Docker;

namespace Orchestrator.Containers.Tests.Support;

public static class Engines
{
    private static readonly IMeterFactory Meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    public static DockerEngine Create(string endpoint, Action<DockerEngineOptions>? configure = null, TimeProvider? time = null, IMeterFactory? meters = null)
    {
        var options = new DockerEngineOptions { Endpoint = endpoint };
        configure?.Invoke(options);
        return new DockerEngine(Options.Create(options), time ?? TimeProvider.System, meters ?? Meters, NullLogger<DockerEngine>.Instance);
    }

    public static async Task<EngineException> FailsAsync(EngineFault fault, Func<Task> call)
    {
        var exception = await Assert.ThrowsAsync<EngineException>(call);
        Assert.True(fault == exception.Fault, $"expected {fault}, got {exception.Fault}: {exception.Message}");
        return exception;
    }
}
