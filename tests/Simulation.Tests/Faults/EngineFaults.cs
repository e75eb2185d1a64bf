using Orchestrator.Agent.Pods;
using Orchestrator.Simulations.Silos;

namespace Orchestrator.Simulations.Faults;

/// <summary>Engines that go away, are slow or fail, and people who use them by hand.</summary>
internal sealed class EngineFaults(Cluster cluster) : Fault(cluster)
{
    public async Task RestartAsync()
    {
        var engine = AnyWorker().Engine!;
        if (!engine.IsDown)
        {
            var withContainers = Random.Next(2) == 0;
            Say($"the engine of {engine.Node} goes away{(withContainers ? " with its containers" : "")}");
            engine.GoAway(withContainers);
            await LastAsync(0.5, 15);
            engine.ComeBack();
            Say($"the engine of {engine.Node} is back");
        }
    }

    public async Task SlowAsync()
    {
        var engine = AnyWorker().Engine!;
        Say($"the engine of {engine.Node} is slow");
        engine.Slowness = 20;
        await LastAsync(1, 20);
        engine.Slowness = 1;
    }

    public async Task FailAsync()
    {
        var engine = AnyWorker().Engine!;
        Say($"the engine of {engine.Node} fails now and then");
        engine.FailingPercent = 30;
        await LastAsync(1, 15);
        engine.FailingPercent = 0;
    }

    public async Task LoseEventsAsync()
    {
        var engine = AnyWorker().Engine!;
        engine.Engine.LosesEvents = true;
        await LastAsync(1, 15);
        engine.Engine.LosesEvents = false;
    }

    /// <summary>A process ends by itself, or somebody removes its container.</summary>
    public Task EndProcessAsync()
    {
        var engine = AnyWorker().Engine!;
        var running = engine.Engine.Running;
        if (running.Count > 0 && !engine.IsDown)
        {
            var container = running[Random.Next(running.Count)];
            if (Random.Next(2) == 0)
            {
                Say($"{container.Name} on {engine.Node} ends");
                engine.Engine.Crash(container.Id, Random.Next(2));
            }
            else
            {
                Say($"somebody removes {container.Name} on {engine.Node}");
                engine.Engine.RemoveByHand(container.Id);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Somebody runs a container of their own under the name that the next run of a pod's container would have.</summary>
    public async Task TakeNameAsync()
    {
        var engine = AnyWorker().Engine!;
        var running = engine.Engine.Running.Where(container => container.Labels.ContainsKey(ContainerLabels.PodUid)).ToList();
        if (running.Count > 0)
        {
            var container = running[Random.Next(running.Count)];
            var name = $"{container.Name[..^1]}{ContainerLabels.AttemptOf(container) + 1}";
            Say($"somebody takes the name {name} on {engine.Node}");
            var id = engine.Engine.Leave(new Dictionary<string, string>(StringComparer.Ordinal), name);
            engine.Engine.Crash(container.Id, 1);
            await LastAsync(5, 30);
            engine.Engine.RemoveByHand(id);
        }
    }
}
