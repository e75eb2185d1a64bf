using Orchestrator.Containers;
using Orchestrator.Simulations.Kernel;
using Orchestrator.TestKit.Engines;

namespace Orchestrator.Simulations.Engines;

/// <summary>One agent's way to its engine: a call takes its time, and what was sent takes effect even if who sent it is gone by then.</summary>
internal sealed class EngineSocket(EngineHost host, SimulatedProcess agent) : IEnginePath
{
    private readonly Simulation _simulation = host.Simulation;

    public async Task<T> PassAsync<T>(string name, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        host.Asked(name);
        var answer = new TaskCompletionSource<T>();
        if (!agent.IsDead)
        {
            _simulation.After(Delay(name), () => _ = _simulation.World.RunAsync(() => TakeEffectAsync(name, call, answer)));
        }

        return await answer.Task.WaitAsync(cancellationToken);
    }

    public Task HearAsync(CancellationToken cancellationToken) => agent.IsDead ? new TaskCompletionSource().Task : Task.CompletedTask;

    private async Task TakeEffectAsync<T>(string name, Func<Task<T>> call, TaskCompletionSource<T> answer)
    {
        try
        {
            _simulation.Note(host.Node, $"engine: {name}");
            if (_simulation.Random.Next(100) < host.FailingPercent)
            {
                throw new EngineException(EngineFault.Unavailable, $"The engine fails at {name}.");
            }

            var result = await host.Act(agent, call);
            _simulation.After(Delay(""), () => answer.SetResult(result));
        }
        catch (Exception refused)
        {
            _simulation.After(Delay(""), () => answer.SetException(refused));
        }
    }

    private TimeSpan Delay(string name) => host.Slowness * (name switch
    {
        "start" => Delays.Draw(_simulation.Random, 40, 300),
        "pull" => Delays.Draw(_simulation.Random, 200, 4000),
        "" => Delays.Draw(_simulation.Random, 0.1, 1),
        _ when name.StartsWith("create", StringComparison.Ordinal) => Delays.Draw(_simulation.Random, 10, 60),
        _ => Delays.Draw(_simulation.Random, 0.5, 5),
    });
}
