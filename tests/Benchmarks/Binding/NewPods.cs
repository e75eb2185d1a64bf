using System.Globalization;
using Orchestrator.Contracts;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orleans;

namespace Orchestrator.Benchmarks.Binding;

/// <summary>Pods of 64 applications, created by so many callers at once.</summary>
internal sealed class NewPods(IGrainFactory grains)
{
    /// <summary>How many applications there are.</summary>
    public const int Applications = 64;

    /// <summary>The namespace that they are in.</summary>
    public const string Namespace = "default";

    /// <summary>Creates pods of a run, named by number.</summary>
    public async Task CreateAsync(string run, int count, int callers, CancellationToken cancellationToken)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var number && number < count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await CreateAsync(run, number);
            }
        }));
    }

    /// <summary>Creates one.</summary>
    public Task CreateAsync(string run, int number)
    {
        var app = string.Create(CultureInfo.InvariantCulture, $"app-{number % Applications}");
        var name = string.Create(CultureInfo.InvariantCulture, $"{run}-{number:D6}");
        return grains.GetGrain<IPodGrain>(GrainKey.Pod(Namespace, name)).Create(PodOf(name, app), WriteOptions.Default);
    }

    private static Pod PodOf(string name, string app) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = Namespace, Labels = StringMap.Of(("app", app), ("tier", "bench")) },
        Spec = SpecOf(app),
    };

    /// <summary>What a pod of an application is.</summary>
    public static PodSpec SpecOf(string app) => new()
    {
        Containers =
        [
            new Container
            {
                Name = "main",
                Image = $"registry.example/{app}:1",
                Ports = [new ContainerPort { Port = 8080 }],
                Resources = new ResourceRequirements
                {
                    Requests = QuantityMap.Empty.Add(ResourceName.Cpu, Quantity.Parse("100m")).Add(ResourceName.Memory, Quantity.Parse("256Mi")),
                },
            },
        ],
    };
}
