using Orchestrator.Contracts;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.TestKit;

namespace Orchestrator.Grains.Tests.Resources;

public sealed class WakingTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Clock_that_is_set_back_keeps_nobody_waiting()
    {
        var room = await Room.OpenAsync(cluster);
        var set = await room.ReplicaSet("web").Create(room.ReplicaSetOf("web", replicas: 1, room.Spec()), WriteOptions.Default);
        await Eventually.True(async () => (await room.RunningAsync()).Length == 1, "one pod runs");

        cluster.Clock.SetBack(TimeSpan.FromHours(1));
        var more = set.Resource with { Spec = set.Resource.Spec with { Replicas = 2 } };
        await room.ReplicaSet("web").Replace(more, WriteOptions.Default);

        await Eventually.True(async () => (await room.RunningAsync()).Length == 2, "two pods run");
    }
}
