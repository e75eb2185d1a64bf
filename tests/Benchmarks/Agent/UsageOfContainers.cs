using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Agent.Stats;
using Orchestrator.Agent.Streams;
using Orchestrator.Benchmarks.Engine;
using Orchestrator.Benchmarks.Measuring;
using Orchestrator.Containers;
using Orchestrator.Containers.Docker;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.TestKit;

namespace Orchestrator.Benchmarks.Agent;

/// <summary>What 100 containers use, as the agent answers it, over bare reads of the same files.</summary>
internal sealed class UsageOfContainers : IMeasurement
{
    private const int Containers = 100;
    private const int Rounds = 15;
    private const int LooksInRound = 10;
    private const double Target = 3;

    /// <inheritdoc/>
    public string Name => "agent.stats100";

    /// <inheritdoc/>
    public async Task<Figure> MeasureAsync(CancellationToken cancellationToken)
    {
        using var raw = new RawEngine(TestEnvironment.Docker);
        await using var services = new ServiceCollection().AddLogging().AddDockerEngine(options => options.Endpoint = TestEnvironment.Docker.OriginalString).BuildServiceProvider();
        await using var containers = await SleepingContainers.StartAsync(raw, Containers, cancellationToken);
        var reader = new UsageReader(
            new Pods(containers.Ids), new ContainerPlaces(services.GetRequiredService<IContainerEngine>()), new ContainerStats(TimeProvider.System, CgroupMounts.Read()));
        var files = new UsageFiles([.. await ProcessesAsync(raw, containers.Ids, cancellationToken)]);
        await LookAsync(reader, cancellationToken);
        files.Read();

        var (ours, bare) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await TimedAsync(() => LookAsync(reader, cancellationToken)));
            bare.Add(await TimedAsync(() => Task.Run(files.Read, cancellationToken)));
        }

        return new Figure
        {
            Name = Name,
            Value = Median.Of(ours) / Median.Of(bare),
            Unit = "ratio",
            Target = Target,
            Samples = new Dictionary<string, IReadOnlyList<double>> { ["ours_ms"] = ours, ["bare_ms"] = bare },
            Notes = [FormattableString.Invariant($"a look at {Containers} containers, medians of {Rounds}: ours {Median.Of(ours):0.00} ms, {files.Count} bare reads {Median.Of(bare):0.00} ms")],
        };
    }

    private static async Task<IReadOnlyList<int>> ProcessesAsync(RawEngine engine, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var processes = new List<int>();
        foreach (var id in ids)
        {
            processes.Add((await engine.GetAsync($"containers/{id}/json", cancellationToken))["State"]!["Pid"]!.GetValue<int>());
        }

        return processes;
    }

    private static async Task LookAsync(UsageReader reader, CancellationToken cancellationToken)
    {
        var usage = await reader.ReadAsync(cancellationToken);
        if (usage.Pods.Length != Containers)
        {
            throw new MeasurementException($"{usage.Pods.Length} of {Containers} containers were seen.");
        }
    }

    private static async Task<double> TimedAsync(Func<Task> look)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var number = 0; number < LooksInRound; number++)
        {
            await look();
        }

        return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds / LooksInRound;
    }

    /// <summary>A pod for each container.</summary>
    private sealed class Pods(IReadOnlyList<string> ids) : IContainersOnNode
    {
        private readonly IReadOnlyList<PodHere> _all = [.. ids.Select(Of)];

        public PodHere? Find(string uid) => _all.FirstOrDefault(pod => pod.Pod.Metadata.Uid == uid);

        public IReadOnlyList<PodHere> All() => _all;

        private static PodHere Of(string id)
        {
            var state = new Resources.Core.ContainerState { Running = new ContainerStateRunning() };
            return new PodHere
            {
                Pod = new Pod { Metadata = new ObjectMeta { Namespace = "default", Name = id[..12], Uid = id } },
                Statuses = ImmutableArray.Create(new ContainerStatus { Name = "main", ContainerId = $"docker://{id}", State = state }),
            };
        }
    }
}
