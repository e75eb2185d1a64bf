using Orchestrator.Contracts;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.TestKit;

namespace Orchestrator.Grains.Tests.Owners;

public sealed class DeploymentTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Theory]
    [InlineData("RollingUpdate")]
    [InlineData("Recreate")]
    public async Task Deployment_with_another_template_rolls_over_and_keeps_the_old_set_empty(string strategy)
    {
        var room = await Room.OpenAsync(cluster);
        var deployment = room.DeploymentOf("web", 3, room.Spec("hello:1"));
        await room.Deployment("web").Create(
            deployment with { Spec = deployment.Spec with { Strategy = new DeploymentStrategy { Type = strategy } } }, WriteOptions.Default);
        await RolledOutAsync(room, 3, "hello:1");

        var current = (await room.Deployment("web").Read())!.Resource;
        await room.Deployment("web").Replace(current with { Spec = current.Spec with { Template = Template(room, current, "hello:2") } }, WriteOptions.Default);

        await RolledOutAsync(room, 3, "hello:2");
        var sets = await room.ListAsync<ReplicaSet>();
        Assert.Equal([0, 3], sets.Select(set => set.Spec.Replicas).Order());
        Assert.Equal("2", (await room.Deployment("web").Read())!.Resource.Metadata.Annotations["deployment.kubernetes.io/revision"]);
    }

    [Fact]
    public async Task Deployment_is_scaled_up_and_down()
    {
        var room = await Room.OpenAsync(cluster);
        await room.Deployment("web").Create(room.DeploymentOf("web", 3, room.Spec()), WriteOptions.Default);
        foreach (var replicas in new[] { 6, 0, 2 })
        {
            var current = (await room.Deployment("web").Read())!.Resource;
            await room.Deployment("web").Replace(current with { Spec = current.Spec with { Replicas = replicas } }, WriteOptions.Default);
            await RolledOutAsync(room, replicas, "hello:1");
        }
    }

    [Fact]
    public async Task Deployment_of_which_another_state_is_stored_by_now_goes_by_that()
    {
        var room = await Room.OpenAsync(cluster);
        await room.Deployment("web").Create(room.DeploymentOf("web", 3, room.Spec()), WriteOptions.Default);
        await RolledOutAsync(room, 3, "hello:1");

        await cluster.StoreLateAsync(GrainKey.Deployment(room.Name, "web"), "spec,replicas", "2");
        await room.Deployment("web").LookAtAll();

        await RolledOutAsync(room, 2, "hello:1");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_that_fails_anywhere_in_a_roll_over_is_made_good(bool afterEffect)
    {
        for (var write = 1; write <= 12; write++)
        {
            var room = await Room.OpenAsync(cluster);
            await room.Deployment("web").Create(room.DeploymentOf("web", 2, room.Spec("hello:1")), WriteOptions.Default);
            await RolledOutAsync(room, 2, "hello:1");
            var current = (await room.Deployment("web").Read())!.Resource;
            var next = current with { Spec = current.Spec with { Template = Template(room, current, "hello:2") } };

            cluster.Storage.Plan(write, afterEffect);
            await Eventually.True(
                async () =>
                {
                    await room.Deployment("web").Replace(next, WriteOptions.Default);
                    return true;
                },
                "the deployment is replaced");

            await RolledOutAsync(room, 2, "hello:2", $"write {write} failed");
            cluster.Storage.Plan(failAt: 0, afterEffect: false);
        }
    }

    private static PodTemplateSpec Template(Room room, Deployment current, string image) => current.Spec.Template with { Spec = room.Spec(image) };

    private static Task RolledOutAsync(Room room, int replicas, string image, string why = "no write failed") => Eventually.True(
        async () =>
        {
            var pods = await room.ListAsync<Pod>();
            return pods.Length == replicas
                && pods.All(pod => pod.Status.Phase == PodPhase.Running && pod.Spec.Containers[0].Image == image && pod.Metadata.DeletionTimestamp is null)
                && (await room.Deployment("web").Read())?.Resource is { } deployment
                && deployment.Status.AvailableReplicas == replicas && deployment.Status.UpdatedReplicas == replicas
                && deployment.Status.ObservedGeneration == deployment.Metadata.Generation;
        },
        $"{replicas} replicas of {image} run and no other ({why})");
}
