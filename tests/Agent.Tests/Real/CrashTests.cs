using Orchestrator.Agent.Tests.Support;
using Orchestrator.Planning.Containers;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;
using ContainerState = Orchestrator.Containers.ContainerState;
using static Orchestrator.Agent.Tests.Real.RealPods;

namespace Orchestrator.Agent.Tests.Real;

/// <summary>
/// On a real engine, the agent is cut off right before and right after each single effect of a pod's start and of its end, as if it had been killed. The next life has to
/// bring the pod where it should be, with one set of containers.
/// </summary>
public sealed class CrashTests(RealNode node) : IClassFixture<RealNode>
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Agent_killed_at_any_effect_of_a_pod_of_one_container_is_made_good(bool after) => await AtEachEffectAsync(One, 4, after);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Agent_killed_at_any_effect_of_a_pod_with_init_sidecar_and_two_containers_is_made_good(bool after) =>
        await AtEachEffectAsync(Many, 18, after);

    private async Task AtEachEffectAsync(Func<Pod> make, int effectsLeast, bool after)
    {
        var counting = new Plug { Counts = IsEffect };
        await LiveAsync(make(), counting);
        Assert.True(counting.Calls.Count >= effectsLeast, $"a pod's start and end are at least {effectsLeast} effects, not {counting.Calls.Count}");

        for (var effect = 1; effect <= counting.Calls.Count; effect++)
        {
            var pod = make();
            await LiveAsync(pod, new Plug { Counts = IsEffect, PullAt = effect, PullAfter = after });
            await FinishAsync(pod, $"{(after ? "after" : "before")} effect {effect}");
        }
    }

    // One life: the pod starts and ends, until the plug is pulled.
    private async Task LiveAsync(Pod pod, Plug plug)
    {
        var uid = pod.Metadata.Uid;
        await node.StopAgentAsync();
        await node.StartAgentAsync(new EngineLine(node.Engine, plug), new ControlLine(node.ControlPlane, plug));
        node.Run(pod);
        await TestKit.Eventually.True(() => Task.FromResult(plug.Pulled || RealNode.IsReady(node.Pod(uid))), "it runs, or the agent is gone");
        if (!plug.Pulled)
        {
            node.Delete(uid, Grace);
            await TestKit.Eventually.True(() => Task.FromResult(plug.Pulled || node.ControlPlane.Find(uid) is null), "it has ended, or the agent is gone");
        }

        await node.StopAgentAsync();
        await node.StartAgentAsync();
    }

    // The next life: a pod that is wanted runs whole, and one that is not goes.
    private async Task FinishAsync(Pod pod, string when)
    {
        var uid = pod.Metadata.Uid;
        if (node.ControlPlane.Find(uid) is { Pod.Metadata.DeletionTimestamp: null })
        {
            await node.UntilReadyAsync(uid);
            await TestKit.Eventually.True(async () => await IsOneSetAsync(uid), $"there is one set of containers, with the agent killed {when}");
            Assert.All(node.Pod(uid).Status.ContainerStatuses, status => Assert.Equal(0, status.RestartCount));
            node.Delete(uid, Grace);
        }

        await node.UntilGoneAsync(uid);
    }

    private async Task<bool> IsOneSetAsync(string uid)
    {
        var spec = node.Pod(uid).Spec;
        var containers = await node.ContainersAsync(uid);
        var wanted = PodShape.Containers(spec).Select(item => (item.Container.Name, Runs: item.Role != ContainerRole.Init));
        var all = PodShape.HasSandbox(spec) ? wanted.Append(("", true)) : wanted;
        return all.Order().SequenceEqual(containers.Select(container => (container.Labels["orchestrator.container"], container.State == ContainerState.Running)).Order());
    }

    private static bool IsEffect(string call) => call is "start" or "stop" or "remove" or "kill" || call.StartsWith("create ", StringComparison.Ordinal);

    private static Pod One() => With(new PodSpec { RestartPolicy = "Always", Containers = [Shell("main", Forever)] });

    private static Pod Many() => With(new PodSpec
    {
        RestartPolicy = "Always",
        Volumes = [Empty("work")],
        InitContainers = [Shell("init", "echo x > /share/file").Mounting(At("work", "/share")), Shell("side", Forever) with { RestartPolicy = "Always" }],
        Containers = [Shell("main", Forever).Mounting(At("work", "/part") with { SubPath = "a" }), Shell("other", Forever)],
    });
}
