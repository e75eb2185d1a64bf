using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Policy;
using Orchestrator.Resources.Serialization;
using Orchestrator.TestKit;

namespace Orchestrator.Grains.Tests.Policies;

/// <summary>Budgets tell how many pods may go, and grant no more however many ask at once.</summary>
public sealed class DisruptionTests(Cluster cluster) : IClassFixture<Cluster>
{
    private const int Replicas = 6;

    [Fact]
    public async Task Budget_tells_what_is_the_case_and_follows_it()
    {
        var room = await FilledAsync();
        await PutBudgetAsync(room, new PodDisruptionBudgetSpec { MaxUnavailable = IntOrString.Of("40%") });

        await StatusAsync(room, status => status is { ExpectedPods: Replicas, CurrentHealthy: Replicas, DesiredHealthy: 3, DisruptionsAllowed: 3 });
        var set = (await room.ReplicaSet("web").Read())!.Resource;
        await room.ReplicaSet("web").Replace(set with { Spec = set.Spec with { Replicas = 2 } }, WriteOptions.Default);

        await StatusAsync(room, status => status is { ExpectedPods: 2, CurrentHealthy: 2, DesiredHealthy: 1, DisruptionsAllowed: 1 });
    }

    [Fact]
    public async Task Budget_that_comes_during_a_look_gets_its_status_by_the_next()
    {
        var (room, later) = (await FilledAsync(), await FilledAsync());
        await PutBudgetAsync(room, new PodDisruptionBudgetSpec { MinAvailable = 1 });
        await StatusAsync(room, status => status.ExpectedPods == Replicas);

        cluster.Changes.BeforeNext(() => StoreBudgetAsync(later, new PodDisruptionBudgetSpec { MinAvailable = 2 }));
        await Disruptions.LookAgain();

        await Eventually.True(
            async () => await cluster.Services.GetRequiredService<IResourceReader>().FindAsync(new ResourceKey("policy", "PodDisruptionBudget", later.Name, "budget"), default) is not null, "it is there");
        await StatusAsync(later, status => status is { ExpectedPods: Replicas, DesiredHealthy: 2 });
    }

    [Fact]
    public async Task Evictions_at_once_are_granted_as_far_as_the_budget_goes()
    {
        const int Allowed = 2;
        var room = await FilledAsync();
        await PutBudgetAsync(room, new PodDisruptionBudgetSpec { MinAvailable = Replicas - Allowed });
        var pods = await room.RunningAsync();

        var outcomes = await Task.WhenAll(pods.Select(pod => TryAsync(room, pod.Metadata.Name)));

        Assert.Equal(Allowed, outcomes.Count(outcome => outcome is null));
        Assert.All(outcomes.OfType<Status>(), status =>
        {
            Assert.Equal((429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget."), (status.Code, status.Reason, status.Message));
            Assert.Equal("The disruption budget budget needs 4 healthy pods and has 4 currently", status.Details!.Causes[0].Message);
        });
        await StatusAsync(room, status => status.DisruptionsAllowed == 0 && status.DisruptedPods.Count == Allowed);
    }

    [Fact]
    public async Task Eviction_that_is_only_tried_takes_nothing_and_a_pod_of_no_budget_may_go()
    {
        var room = await FilledAsync();
        await PutBudgetAsync(room, new PodDisruptionBudgetSpec { MinAvailable = Replicas - 1 });
        var pods = await room.RunningAsync();

        await Disruptions.AllowEviction(room.Name, pods[0].Metadata.Name, dryRun: true);
        await Disruptions.AllowEviction(room.Name, pods[1].Metadata.Name, dryRun: false);
        Assert.NotNull(await TryAsync(room, pods[2].Metadata.Name));
        await PutBudgetAsync(room, new PodDisruptionBudgetSpec { MinAvailable = Replicas, Selector = new LabelSelector { MatchLabels = StringMap.Of(("app", "other")) } });

        Assert.Null(await TryAsync(room, pods[2].Metadata.Name));
    }

    private IDisruptionGrain Disruptions => cluster.Grains.GetGrain<IDisruptionGrain>(GrainKey.Disruptions);

    private async Task<Status?> TryAsync(Room room, string pod)
    {
        try
        {
            await Disruptions.AllowEviction(room.Name, pod, dryRun: false);
            return null;
        }
        catch (ApiException refused)
        {
            return refused.Status;
        }
    }

    private async Task<Room> FilledAsync()
    {
        var room = await Room.OpenAsync(cluster);
        await room.ReplicaSet("web").Create(room.ReplicaSetOf("web", Replicas, room.Spec()), WriteOptions.Default);
        await Eventually.True(async () => (await room.ReplicaSet("web").Read())!.Resource.Status.ReadyReplicas == Replicas, "all pods are ready");
        return room;
    }

    private async Task PutBudgetAsync(Room room, PodDisruptionBudgetSpec spec)
    {
        await StoreBudgetAsync(room, spec);
        await Disruptions.LookAgain();
    }

    private async Task StoreBudgetAsync(Room room, PodDisruptionBudgetSpec spec)
    {
        var store = cluster.Services.GetRequiredService<IPassiveResourceStore>();
        var budget = new PodDisruptionBudget
        {
            Metadata = new ObjectMeta { Name = "budget", Namespace = room.Name, Uid = $"uid-{room.Name}", Generation = 1 },
            Spec = spec with { Selector = spec.Selector ?? new LabelSelector() },
        };
        await store.PutAsync(ResourceJson.SerializeToUtf8(budget), null, default);
    }

    private async Task StatusAsync(Room room, Func<PodDisruptionBudgetStatus, bool> isSo)
    {
        var reader = cluster.Services.GetRequiredService<IResourceReader>();
        await Eventually.True(
            async () => isSo(ResourceJson.Deserialize<PodDisruptionBudget>((await reader.FindAsync(new ResourceKey("policy", "PodDisruptionBudget", room.Name, "budget"), default))!.Document.Span).Status),
            "the budget says what is the case");
    }
}
