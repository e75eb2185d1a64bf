using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Orchestrator.Simulations.Kernel;
using Orleans;

namespace Orchestrator.Simulations.Silos;

/// <summary>One life of a silo: a container of services and what the host does with it, on the machine's scheduler and clock.</summary>
internal sealed class SiloProcess : IDisposable
{
    private static readonly MethodInfo Execute = typeof(BackgroundService).GetMethod("ExecuteAsync", BindingFlags.Instance | BindingFlags.NonPublic)!;

    private readonly Cluster _cluster;
    private readonly Machine _machine;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<(IHostedService Service, Task Work)> _started = [];
    private ServiceProvider? _services;

    public SiloProcess(Cluster cluster, Machine machine)
    {
        (_cluster, _machine) = (cluster, machine);
        Process = new SimulatedProcess(cluster.Simulation, machine.Name);
    }

    public SimulatedProcess Process { get; }

    public bool IsStarted { get; private set; }

    public IGrainFactory Grains => _services!.GetRequiredService<IGrainFactory>();

    /// <summary>Starts the services in their order, as the host does. Background services begin on the process' scheduler instead of the thread pool.</summary>
    public Task StartAsync() => Process.RunAsync(async () =>
    {
        _services = SiloServices.Build(_cluster, _machine, this);
        foreach (var service in _services.GetServices<IHostedService>())
        {
            var work = Task.CompletedTask;
            if (service is BackgroundService background)
            {
                work = Process.RunAsync(() => WorkAsync(background));
            }
            else
            {
                await service.StartAsync(CancellationToken.None);
            }

            _started.Add((service, work));
        }

        IsStarted = true;
        ((ApplicationLifetime)_services.GetRequiredService<IHostApplicationLifetime>()).NotifyStarted();
    });

    /// <summary>Stops the services in the opposite order.</summary>
    public Task StopAsync() => Process.RunAsync(async () =>
    {
        IsStarted = false;
        foreach (var (service, work) in Enumerable.Reverse(_started))
        {
            if (service is BackgroundService)
            {
                _stopping.Cancel();
                await work;
            }

            await service.StopAsync(CancellationToken.None);
        }
    });

    /// <summary>What is left of it in this process goes.</summary>
    public void Dispose()
    {
        (_services?.GetService<IMeterFactory>() as IDisposable)?.Dispose();
        _stopping.Dispose();
    }

    private async Task WorkAsync(BackgroundService service)
    {
        try
        {
            await (Task)Execute.Invoke(service, [_stopping.Token])!;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The silo stops.
        }
        catch (Exception failure)
        {
            _cluster.Simulation.Fail($"{service.GetType().Name} of {_machine.Name} ended: {failure}");
        }
    }
}
