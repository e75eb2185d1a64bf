using Orchestrator.Agent.Stats;
using Orchestrator.Agent.Streams;
using Orchestrator.Contracts.Usage;

namespace Orchestrator.Agent.Tests.Streams;

public sealed class UsageTests(StreamWorld world) : IClassFixture<StreamWorld>
{
    [Fact]
    public async Task Usage_is_what_containers_that_run_use_and_the_engine_is_asked_once()
    {
        var busy = await world.RunAsync("sleep 3600 & while true; do :; done");
        var ended = await world.RunAsync("exit 0");
        await world.EndedAsync(ended);
        var engine = CountedEngine.Of(world.Engine);
        var reader = new UsageReader(new Two(world, busy, ended), new ContainerPlaces(engine), new ContainerStats(TimeProvider.System, CgroupMounts.Read()));

        var first = Assert.Single((await reader.ReadAsync(default)).Pods);
        Assert.Equal(busy, first.Uid);
        await TestKit.Eventually.True(async () => Cpu(Assert.Single((await reader.ReadAsync(default)).Pods)) > Cpu(first), "it has used more of the processor");

        await TestKit.Eventually.True(async () => Assert.Single(Assert.Single((await reader.ReadAsync(default)).Pods).Containers).Processes == 2, "both of its processes run");
        var sample = Assert.Single(Assert.Single((await reader.ReadAsync(default)).Pods).Containers);
        Assert.Equal("main", sample.Name);
        Assert.InRange(sample.WorkingSetBytes, 1, sample.MemoryBytes);
        Assert.Equal(2, sample.Processes);
        Assert.Equal(1, ((CountedEngine)(object)engine).Calls);
        await world.Engine.RemoveContainerAsync(world.IdOf(busy), default);
        Assert.Empty((await reader.ReadAsync(default)).Pods);
    }

    private static long Cpu(PodUsage pod) => Assert.Single(pod.Containers).CpuNanoseconds;

    private sealed class Two(StreamWorld world, params string[] uids) : IContainersOnNode
    {
        public PodHere? Find(string uid) => world.Find(uid);

        public IReadOnlyList<PodHere> All() => [.. uids.Select(uid => world.Find(uid)!)];
    }
}
