using Orchestrator.Contracts;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Resources.Core;
using Orchestrator.TestKit;

namespace Orchestrator.Grains.Tests.Nodes;

/// <summary>A node compares now and then what it has admitted with what is stored of its pods.</summary>
public sealed class VerifyingTests(LastingCluster cluster) : IClassFixture<LastingCluster>
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Pod_that_was_admitted_and_is_not_there_or_is_elsewhere_or_another_gives_its_room_back()
    {
        var room = await Room.OpenAsync(cluster, cpu: "4");
        await room.RegisterAsync(room.OtherNode);
        await room.CreateAsync("there", room.Spec(cpu: "1") with { NodeName = room.Name });
        await room.CreateAsync("elsewhere", room.Spec(cpu: "1") with { NodeName = room.Other });
        var (there, elsewhere) = (await room.BoundAsync("there"), await room.BoundAsync("elsewhere"));
        await Eventually.True(async () => (await room.OtherNode.ListBindings()).Length == 1 && (await room.Node.ListBindings()).Length == 1, "both are admitted");
        var never = PodDemand.Of(room.PodOf("never", room.Spec(cpu: "1"))) with { Uid = $"{room.Name}-never" };
        foreach (var pod in (PodDemand[])[never, PodDemand.Of(elsewhere), PodDemand.Of(there) with { Uid = $"{room.Name}-before" }])
        {
            Assert.True((await room.Node.Bind(pod)).Admitted);
        }

        await VerifyAsync(room);

        await Eventually.True(async () => (await room.Node.ListBindings()) is [{ } left] && left.Uid == there.Metadata.Uid, "who is not the node's has left it");
        Assert.Equal(elsewhere.Metadata.Uid, Assert.Single(await room.OtherNode.ListBindings()).Uid);
    }

    [Fact]
    public async Task Clock_that_is_set_back_keeps_no_node_from_comparing()
    {
        var room = await Room.OpenAsync(cluster);
        Assert.True((await room.Node.Bind(PodDemand.Of(room.PodOf("never", room.Spec())) with { Uid = $"{room.Name}-never" })).Admitted);

        cluster.Clock.SetBack(TimeSpan.FromDays(1));
        await VerifyAsync(room);

        await Eventually.True(async () => (await room.Node.ListBindings()).IsEmpty, "who is not there has left it");
    }

    [Fact]
    public async Task Each_change_of_a_pod_that_matters_to_others_is_told_once_more()
    {
        var room = await Room.OpenAsync(cluster);
        await room.CreateAsync("web", room.Spec());
        await room.BoundAsync("web");
        foreach (var key in (string[])["example.com/first", "example.com/second"])
        {
            await TolerateAsync(room, key);

            await VerifyAsync(room);

            await Eventually.True(async () => (await room.Node.View())!.Pods.Single().Tolerations.Any(toleration => toleration.Key == key), "the node knows what the pod tolerates");
        }
    }

    [Fact]
    public async Task Node_of_which_another_state_is_stored_by_now_goes_by_that()
    {
        var room = await Room.OpenAsync(cluster);
        await Eventually.True(async () => (await room.Node.Read())!.Resource.Spec.Taints.IsEmpty, "the node is well");

        await cluster.StoreLateAsync(GrainKey.Node(room.Name), "spec,unschedulable", "true");
        await VerifyAsync(room);

        await Eventually.True(
            async () => (await room.Node.Read())!.Resource.Spec is { Unschedulable: true, Taints: [{ Key: TaintKey.Unschedulable }] }, "the node is cordoned, and has the taint");
    }

    [Fact]
    public async Task Pod_that_another_activation_has_bound_is_not_denied_to_its_agent()
    {
        var room = await Room.OpenAsync(cluster);
        var pod = await room.CreateAsync("web", room.Spec() with { SchedulerName = "somebody-elses" });
        await cluster.StoreLateAsync(GrainKey.Pod(room.Name, "web"), "spec,nodeName", $"\"{room.Name}\"");
        var report = new PodReport { Uid = pod.Metadata.Uid, NodeName = room.Name, AcceptedAt = cluster.Clock.GetUtcNow() };

        Assert.Equal(ReportOutcome.Accepted, await room.Pod("web").Report(report));
    }

    private static async Task VerifyAsync(Room room)
    {
        room.Cluster.Clock.Pass(Period);
        await room.Node.LookAgain();
    }

    private static async Task TolerateAsync(Room room, string key)
    {
        await Eventually.True(
            async () =>
            {
                var current = (await room.Pod("web").Read())!;
                var spec = current.Resource.Spec with { Tolerations = current.Resource.Spec.Tolerations.Add(new Toleration { Key = key, Operator = "Exists", Effect = TaintEffect.NoSchedule }) };
                try
                {
                    await room.Pod("web").Replace(current.Resource with { Spec = spec }, new WriteOptions { ExpectedRevision = current.Revision });
                    return true;
                }
                catch (ApiException changed) when (changed.Status.Reason == "Conflict")
                {
                    return false;
                }
            },
            "the pod tolerates more");
    }
}
