using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.TestKit;
using Orleans;

namespace Orchestrator.Grains.Tests.Policies;

/// <summary>What a namespace may have together holds whoever asks at once, and what was refused takes nothing.</summary>
public sealed class QuotaTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Quota_holds_under_creates_at_once_through_two_silos()
    {
        const int Asked = 60;
        const int Allowed = 17;
        var room = await Room.OpenAsync(cluster, node: false);
        var second = await cluster.StartAnotherAsync("silo-b");
        await PutQuotaAsync(room, ("pods", $"{Allowed}"), ("requests.cpu", "100"));
        IGrainFactory[] ways = [cluster.Grains, second];

        var outcomes = await Task.WhenAll(Enumerable.Range(0, Asked).Select(async index =>
        {
            try
            {
                await ways[index % 2].GetGrain<IPodGrain>(GrainKey.Pod(room.Name, $"p{index}")).Create(PodOf(room, $"p{index}", "100m"), WriteOptions.Default);
                return null;
            }
            catch (ApiException refused)
            {
                return refused.Status;
            }
        }));

        Assert.Equal(Allowed, outcomes.Count(outcome => outcome is null));
        Assert.All(outcomes.OfType<Status>(), status => Assert.Equal((403, "Forbidden"), (status.Code, status.Reason)));
        Assert.Equal(Allowed, (await room.ListAsync<Pod>()).Length);
        await UsedAsync(room, ("pods", $"{Allowed}"), ("requests.cpu", "1700m"));
    }

    [Fact]
    public async Task Refusal_says_the_sums_and_takes_nothing()
    {
        var room = await Room.OpenAsync(cluster, node: false);
        await PutQuotaAsync(room, ("pods", "5"), ("requests.cpu", "1"), ("limits.memory", "1Gi"));
        await room.Pod("a").Create(PodOf(room, "a", "600m", "512Mi"), WriteOptions.Default);

        var refused = await Assert.ThrowsAsync<ApiException>(() => room.Pod("b").Create(PodOf(room, "b", "500m", "600Mi"), WriteOptions.Default));

        Assert.Equal(
            "pods \"b\" is forbidden: exceeded quota: quota, requested: limits.memory=600Mi,requests.cpu=500m, used: limits.memory=512Mi,requests.cpu=600m, limited: limits.memory=1Gi,requests.cpu=1",
            refused.Message);
        Assert.Null(await room.Pod("b").Read());
        await room.Pod("b").Create(PodOf(room, "b", "400m", "512Mi"), WriteOptions.Default);
        await UsedAsync(room, ("pods", "2"), ("requests.cpu", "1"), ("limits.memory", "1Gi"));
    }

    [Fact]
    public async Task Dry_run_is_refused_alike_and_takes_nothing()
    {
        var room = await Room.OpenAsync(cluster, node: false);
        await PutQuotaAsync(room, ("pods", "1"));
        var tried = new WriteOptions { DryRun = true };

        await room.Pod("a").Create(PodOf(room, "a"), tried);
        await room.Pod("a").Create(PodOf(room, "a"), WriteOptions.Default);
        var refused = await Assert.ThrowsAsync<ApiException>(() => room.Pod("b").Create(PodOf(room, "b"), tried));

        Assert.Equal("pods \"b\" is forbidden: exceeded quota: quota, requested: pods=1, used: pods=1, limited: pods=1", refused.Message);
    }

    [Fact]
    public async Task Pod_that_does_not_say_what_is_limited_is_refused()
    {
        var room = await Room.OpenAsync(cluster, node: false);
        await PutQuotaAsync(room, ("limits.cpu", "4"), ("requests.memory", "1Gi"));

        var refused = await Assert.ThrowsAsync<ApiException>(() => room.Pod("a").Create(PodOf(room, "a", "100m"), WriteOptions.Default));

        Assert.Equal("pods \"a\" is forbidden: failed quota: quota: must specify limits.cpu for: main; requests.memory for: main", refused.Message);
    }

    [Fact]
    public async Task What_is_deleted_or_over_is_given_back_and_a_later_quota_counts_what_is_there()
    {
        var room = await Room.OpenAsync(cluster);
        await room.Pod("before").Create(PodOf(room, "before"), WriteOptions.Default);
        await PutQuotaAsync(room, ("pods", "2"), ("count/pods", "10"));
        await UsedAsync(room, ("pods", "1"), ("count/pods", "1"));
        await room.Pod("a").Create(PodOf(room, "a"), WriteOptions.Default);
        await Assert.ThrowsAsync<ApiException>(() => room.Pod("b").Create(PodOf(room, "b"), WriteOptions.Default));

        await room.Pod("a").Delete(new DeleteRequest { GracePeriodSeconds = 0 });
        await Eventually.True(async () => await room.Pod("a").Read() is null, "the pod is gone");
        await room.Pod("b").Create(PodOf(room, "b"), WriteOptions.Default);
        await UsedAsync(room, ("pods", "2"), ("count/pods", "2"));
    }

    [Fact]
    public async Task Scopes_say_which_pods_count()
    {
        var room = await Room.OpenAsync(cluster, node: false);
        await PutQuotaAsync(room, quota => quota with { Spec = quota.Spec with { Scopes = ["BestEffort"] } }, ("pods", "1"));

        await room.Pod("a").Create(PodOf(room, "a"), WriteOptions.Default);
        await Assert.ThrowsAsync<ApiException>(() => room.Pod("b").Create(PodOf(room, "b"), WriteOptions.Default));
        await room.Pod("c").Create(PodOf(room, "c", "100m"), WriteOptions.Default);
        await UsedAsync(room, ("pods", "1"));
    }

    [Fact]
    public async Task Replica_set_without_room_says_so_and_goes_on_when_there_is()
    {
        var room = await Room.OpenAsync(cluster);
        await PutQuotaAsync(room, ("pods", "2"));
        await room.ReplicaSet("web").Create(room.ReplicaSetOf("web", 4, room.Spec()), WriteOptions.Default);

        await Eventually.True(
            async () => (await room.ReplicaSet("web").Read())!.Resource.Status is { Replicas: 2, Conditions: var conditions }
                && conditions.Any(condition => condition is { Type: "ReplicaFailure", Reason: "FailedCreate", Message: { } message } && message.Contains("exceeded quota: quota", StringComparison.Ordinal)),
            "the replica set has two pods and says why not more");
        await PutQuotaAsync(room, ("pods", "4"));

        await Eventually.True(
            async () => (await room.ReplicaSet("web").Read())!.Resource.Status is { Replicas: 4, Conditions: var conditions } && conditions.All(condition => condition.Type != "ReplicaFailure"),
            "the replica set has all its pods");
        await UsedAsync(room, ("pods", "4"));
    }

    private static Pod PodOf(Room room, string name, string? cpu = null, string? memory = null)
    {
        var spec = room.Spec(cpu: cpu);
        var limits = memory is null ? QuantityMap.Empty : QuantityMap.Empty.Add("memory", Quantity.Parse(memory));
        var container = spec.Containers[0];
        return new Pod
        {
            Metadata = new ObjectMeta { Name = name, Namespace = room.Name },
            Spec = spec with { Containers = [container with { Resources = container.Resources with { Limits = limits } }] },
        };
    }

    private Task PutQuotaAsync(Room room, params (string Name, string Amount)[] hard) => PutQuotaAsync(room, quota => quota, hard);

    private async Task PutQuotaAsync(Room room, Func<ResourceQuota, ResourceQuota> with, params (string Name, string Amount)[] hard)
    {
        var quota = with(new ResourceQuota
        {
            Metadata = new ObjectMeta { Name = "quota", Namespace = room.Name, Uid = $"uid-{room.Name}" },
            Spec = new ResourceQuotaSpec { Hard = QuantityMap.Empty.AddRange(hard.Select(entry => KeyValuePair.Create(entry.Name, Quantity.Parse(entry.Amount)))) },
        });
        await cluster.Services.GetRequiredService<IPassiveResourceStore>().PutAsync(ResourceJson.SerializeToUtf8(quota), null, default);
    }

    private async Task UsedAsync(Room room, params (string Name, string Amount)[] used)
    {
        var reader = cluster.Services.GetRequiredService<IResourceReader>();
        var expected = used.Select(entry => $"{entry.Name}={Quantity.Parse(entry.Amount)}").Order(StringComparer.Ordinal).ToList();
        await Eventually.True(
            async () =>
            {
                var stored = await reader.FindAsync(new ResourceKey("", "ResourceQuota", room.Name, "quota"), default);
                var status = ResourceJson.Deserialize<ResourceQuota>(stored!.Document.Span).Status;
                return status.Used.Where(entry => used.Any(one => one.Name == entry.Key)).Select(entry => $"{entry.Key}={entry.Value}").SequenceEqual(expected) && !status.Hard.IsEmpty;
            },
            $"the quota says that {string.Join(", ", expected)} is used");
    }
}
