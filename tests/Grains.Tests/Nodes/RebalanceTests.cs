using Orchestrator.Contracts;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Planning.Nodes;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.TestKit;

namespace Orchestrator.Grains.Tests.Nodes;

public sealed class RebalanceTests(RebalanceTests.MovingCluster cluster) : IClassFixture<RebalanceTests.MovingCluster>
{
    [Fact]
    public async Task Node_that_joins_gets_its_share_of_what_may_be_missing_for_a_moment()
    {
        var room = await Room.OpenAsync(cluster);
        var deployment = room.DeploymentOf("web", 8, room.Spec());
        var strategy = new DeploymentStrategy { Type = "RollingUpdate", RollingUpdate = new RollingUpdateDeployment { MaxUnavailable = IntOrString.Of(2), MaxSurge = IntOrString.Of(0) } };
        await room.Deployment("web").Create(deployment with { Spec = deployment.Spec with { Strategy = strategy } }, WriteOptions.Default);
        await Eventually.True(async () => (await room.RunningAsync()).Length == 8, "all pods run");

        await room.RegisterAsync(room.OtherNode);

        await Eventually.True(
            async () => (await room.RunningAsync()) is { Length: 8 } running && running.Count(pod => pod.Spec.NodeName == room.Other) == 4, "half of them run on the node that came");
    }

    /// <summary>A cluster in which replicas move.</summary>
    public sealed class MovingCluster : Cluster
    {
        protected override void Set(ControlPlaneOptions options)
        {
            base.Set(options);
            options.Rebalance = new RebalanceSettings { Enabled = true, Period = TimeSpan.FromSeconds(1) };
        }
    }
}
