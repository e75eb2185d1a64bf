using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Agent.Stats;
using Orchestrator.Agent.Streams;
using Orchestrator.TestKit;

namespace Orchestrator.Agent.Tests.Stats;

public sealed class UsageMeterTests
{
    [Fact]
    public async Task Node_whose_usage_is_not_known_is_not_measured_as_idle()
    {
        var clock = new ManualTimeProvider();
        var pods = new Pods();
        using var meter = new UsageMeter(new UsageReader(pods, new ContainerPlaces(new MemoryEngine(clock)), new ContainerStats(clock, CgroupMounts.Read())), clock, NullLogger<UsageMeter>.Instance);
        await meter.StartAsync(default);
        Assert.Empty(Cores());

        await DriveUntilAsync(clock, () => Cores() is [0]);
        pods.Unknown = true;
        await DriveUntilAsync(clock, () => Cores() is []);

        await meter.StopAsync(default);
    }

    private static Task DriveUntilAsync(ManualTimeProvider clock, Func<bool> condition) => Eventually.True(
        () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(condition());
        },
        "it is measured anew");

    private static List<double> Cores()
    {
        var cores = new List<double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name == "orchestrator.agent.node.cpu")
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => cores.Add(value));
        listener.Start();
        listener.RecordObservableInstruments();
        return cores;
    }

    private sealed class Pods : IContainersOnNode
    {
        public bool Unknown { get; set; }

        public PodHere? Find(string uid) => null;

        public IReadOnlyList<PodHere> All() => Unknown ? throw new InvalidOperationException("nobody knows") : [];
    }
}
