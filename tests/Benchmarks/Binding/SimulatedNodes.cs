using System.Globalization;
using Orchestrator.Contracts;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orleans;

namespace Orchestrator.Benchmarks.Binding;

/// <summary>Nodes without machines: they are registered, and heard of as real ones are.</summary>
internal sealed class SimulatedNodes(IGrainFactory grains, int count)
{
    private const int Parallel = 32;
    private static readonly TimeSpan HeartbeatPeriod = TimeSpan.FromSeconds(10);
    private static readonly NodeHeartbeat Well = new(true, "ready");

    /// <summary>Registers all of them; returns when all are ready.</summary>
    public Task RegisterAsync(CancellationToken cancellationToken) => ForEachAsync(
        async number =>
        {
            var has = QuantityMap.Empty
                .Add(ResourceName.Cpu, Quantity.Parse("32")).Add(ResourceName.Memory, Quantity.Parse("128Gi")).Add(ResourceName.Pods, Quantity.Of(110));
            await Node(number).Register(new NodeRegistration
            {
                Labels = StringMap.Of(("kubernetes.io/hostname", NameOf(number)), ("topology.kubernetes.io/zone", string.Create(CultureInfo.InvariantCulture, $"zone-{number % 3}"))),
                Capacity = has,
                Allocatable = has,
                Addresses = [],
                Info = new NodeSystemInfo(),
            });
            await Node(number).Heartbeat(Well);
        },
        cancellationToken);

    /// <summary>Gives signs of life until it is cancelled. A call that fails is made up for by the next.</summary>
    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(HeartbeatPeriod, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await ForEachAsync(async number => await Node(number).Heartbeat(Well).ContinueWith(_ => { }, TaskScheduler.Default), cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"node-{number:D5}");

    private INodeGrain Node(int number) => grains.GetGrain<INodeGrain>(GrainKey.Node(NameOf(number)));

    private Task ForEachAsync(Func<int, Task> call, CancellationToken cancellationToken) => System.Threading.Tasks.Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken }, async (number, _) => await call(number));
}
