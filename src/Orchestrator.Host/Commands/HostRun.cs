using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orchestrator.Gateway.Health;
using Orchestrator.Host.Access;
using Orchestrator.Host.Client;
using Orchestrator.Host.Serving;
using Orchestrator.Storage.Schema;

namespace Orchestrator.Host.Commands;

/// <summary>Starts a host and stays until it is told to stop, or stops itself.</summary>
internal static class HostRun
{
    /// <summary>The longest that a host takes to end, one way or the other.</summary>
    public static readonly TimeSpan StopsWithin = Application.StopAllowed + TimeSpan.FromSeconds(15) + CommonOptions.ShutdownDelayMax;

    /// <summary>Runs it.</summary>
    /// <param name="read">Reads its settings.</param>
    /// <param name="build">Builds it.</param>
    /// <param name="what">What listens, for the line that says that it has started.</param>
    /// <param name="cancellationToken">Tells it to stop, as SIGTERM and Ctrl-C do.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync<TSettings>(
        Func<TSettings> read, Func<TSettings, Task<WebApplication>> build, Func<TSettings, string> what, CancellationToken cancellationToken)
        where TSettings : HostSettings
    {
        try
        {
            var settings = read();
            await using var app = await build(settings);
            await app.StartAsync(cancellationToken);
            if (settings.Kubeconfig is { } kubeconfig)
            {
                Kubeconfig.Write(kubeconfig, settings.ClusterId, settings.Listen, app.Services.GetService<ApiAccess>()?.Kubeconfig ?? KubeconfigAccess.None);
                await Console.Out.WriteLineAsync($"Its kubeconfig is {Path.GetFullPath(kubeconfig)}");
            }

            await Console.Out.WriteLineAsync($"{what(settings)} on {settings.Listen.ToString().TrimEnd('/')}");
            await StayAsync(app, settings.ShutdownDelay, cancellationToken);
            return ExitCode.Success;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop while it was starting.
            return ExitCode.Success;
        }
        catch (Exception e) when (e is InvalidSettingException or SchemaException or OptionsValidationException or IOException { InnerException: AddressInUseException })
        {
            await Console.Error.WriteLineAsync($"orc: {e.Message}");
            return ExitCode.Refused;
        }
    }

    // Told to stop, it first only says so, to whoever asks whether it is ready; a host that stops by itself has no time for that.
    private static async Task StayAsync(WebApplication app, TimeSpan delay, CancellationToken cancellationToken)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = cancellationToken.Register(() => end.TrySetResult());
        await using var stopping = app.Lifetime.ApplicationStopping.Register(() => end.TrySetResult());
        await end.Task;
        app.Services.GetRequiredService<Draining>().Begin();
        if (delay > TimeSpan.Zero && !app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(delay, app.Services.GetRequiredService<TimeProvider>(), app.Lifetime.ApplicationStopping);
            }
            catch (OperationCanceledException)
            {
                await Console.Error.WriteLineAsync("orc: the silo stops by itself, before the delay of its end is over.");
            }
        }

        await app.StopAsync(CancellationToken.None);
    }
}
