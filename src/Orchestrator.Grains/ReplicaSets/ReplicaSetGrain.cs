using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Grains.Owners;
using Orchestrator.Grains.Resources;
using Orchestrator.Planning.Deployments;
using Orchestrator.Planning.Pods;
using Orchestrator.Planning.ReplicaSets;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orleans.Runtime;
using EventType = Orchestrator.Contracts.Recording.EventType;

namespace Orchestrator.Grains.ReplicaSets;

/// <summary>Keeps as many pods of one template as its ReplicaSet asks for.</summary>
public sealed class ReplicaSetGrain([PersistentState("replicaset")] IPersistentState<OwnerState<ReplicaSet>> storage, GrainServices services)
    : OwnerGrain<ReplicaSet, PodSummary>(storage, services), IReplicaSetGrain
{
    private const int SuffixLength = 5;
    private const int Together = 64;

    // Whoever asks something of this grain waits for the look that is under way: what is left after this is done in the next one.
    private static readonly TimeSpan LookFor = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public Task<ReplicaSetSummary?> Summarize() => Task.FromResult(Resource is null ? null : ReplicaSetSummaries.Of(Resource, Children.Values));

    /// <inheritdoc/>
    public async Task Scale(string uid, int replicas, ImmutableSortedDictionary<string, string> annotations, int? minReadySeconds)
    {
        var current = Resource ?? throw ApiErrors.NotFound(Description.Group, Description.Plural, Name);
        if (current.Metadata.Uid != uid)
        {
            throw ApiErrors.Modified(Description.Group, Description.Plural, Name);
        }

        await Replace(
            current with
            {
                Metadata = current.Metadata with { Annotations = current.Metadata.Annotations.SetItems(annotations) },
                Spec = current.Spec with { Replicas = replicas, MinReadySeconds = minReadySeconds ?? current.Spec.MinReadySeconds },
            },
            WriteOptions.Default);
    }

    /// <inheritdoc/>
    public async Task Orphan(string ownerUid)
    {
        if (Resource is { } current)
        {
            await PersistIfChangedAsync(current.WithMetadata(Ownership.Without(current.Metadata, ownerUid)));
            await EnsureRemindedAsync();
        }
    }

    /// <inheritdoc/>
    protected override KindDescription ChildKind { get; } = ResourceKinds.Of<Pod>();

    /// <inheritdoc/>
    protected override Task<PodSummary?> SeeAsync(string name) => Pod(name).Summarize();

    /// <inheritdoc/>
    protected override ChildView View(PodSummary child) => new(child.Uid, child.ControllerUid, child.Deleting);

    /// <inheritdoc/>
    protected override Task DeleteChildAsync(string name, DeleteRequest request) => Pod(name).Delete(request);

    /// <inheritdoc/>
    protected override Task OrphanChildAsync(string name, string ownerUid) => Pod(name).Orphan(ownerUid);

    /// <inheritdoc/>
    protected override async Task ReconcileChildrenAsync(ReplicaSet current)
    {
        var plan = ReplicaSetPlanner.Plan(current, InOrder(), Now);
        await DeletePodsAsync(plan.Delete);
        var refused = await CreatePodsAsync(current, plan.Create);

        // What was just done has changed what is there; the status says how it is now.
        var after = ReplicaSetPlanner.Plan(current, InOrder(), Now);
        var status = refused is null
            ? ReplicaSetConditions.WithoutFailure(after.Status)
            : ReplicaSetConditions.WithFailure(after.Status, "FailedCreate", refused.Message, Now);
        var before = State.Revision;
        await PersistIfChangedAsync(current with { Status = status });
        if (State.Revision != before)
        {
            NotifyOwner();
        }

        if (NextLook(after, refused) is { } delay)
        {
            WakeIn(delay);
        }
    }

    private static TimeSpan? NextLook(ReplicaSetPlan left, ApiException? refused) =>
        refused is not null ? TimeSpan.FromSeconds(5)
        : left.Create > 0 || !left.Delete.IsEmpty ? TimeSpan.Zero
        : left.LookAgainIn;

    private List<PodSummary> InOrder() => [.. Children.Values.OrderBy(pod => pod.Name, StringComparer.Ordinal)];

    // Some in each look, however long it was under way before, or there would be no end of it.
    private async Task DeletePodsAsync(ImmutableArray<string> names)
    {
        foreach (var some in names.Chunk(Together))
        {
            await ForEachAsync(some, DeletePodAsync);
            if (LookedFor > LookFor)
            {
                return;
            }
        }
    }

    private async Task DeletePodAsync(string name)
    {
        try
        {
            await Pod(name).Delete(new DeleteRequest { ExpectedUid = Children[name].Uid });
            Record(EventType.Normal, "SuccessfulDelete", $"Deleted pod: {name}");
            Note(name, Children[name] with { Deleting = true });
        }
        catch (ApiException gone) when (gone.Status.Code is 404 or 409)
        {
            Doubt(name);
        }
    }

    private async Task<ApiException?> CreatePodsAsync(ReplicaSet current, int count)
    {
        ApiException? refused = null;
        for (var left = count; left > 0; left -= Together)
        {
            refused = await CreateTogetherAsync(current, Math.Min(left, Together));
            if (refused is not null || LookedFor > LookFor)
            {
                break;
            }
        }

        return refused;
    }

    // The names are stored first: a pod whose creation was interrupted is found by its name, and never doubled.
    private async Task<ApiException?> CreateTogetherAsync(ReplicaSet current, int count)
    {
        var names = Enumerable.Range(0, count).Select(_ => PodName(current)).Distinct(StringComparer.Ordinal).ToList();
        await ExpectAsync(names);
        ApiException? refused = null;
        await ForEachAsync(names, async name =>
        {
            if (refused is not null)
            {
                // What refuses one refuses the others, as a rule: they wait for the next look instead of asking in vain.
                return;
            }

            try
            {
                var created = await Pod(name).Create(PodOf(current, name), WriteOptions.Default);
                Note(name, PodStatusPlanner.Summarize(created.Resource));
                Record(EventType.Normal, "SuccessfulCreate", $"Created pod: {name}");
            }
            catch (ApiException e)
            {
                refused = e;
                Record(EventType.Warning, "FailedCreate", $"Error creating: {e.Message}");
            }
        });
        return refused;
    }

    private string PodName(ReplicaSet current)
    {
        const int NameLength = 63;
        var prefix = current.Metadata.Name;
        var room = NameLength - SuffixLength - 1;
        return $"{(prefix.Length > room ? prefix[..room] : prefix)}-{Services.Identities.NewSuffix(SuffixLength)}";
    }

    private static Pod PodOf(ReplicaSet owner, string name) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = name,
            GenerateName = $"{owner.Metadata.Name}-",
            Namespace = owner.Metadata.Namespace,
            Labels = owner.Spec.Template.Metadata.Labels,
            Annotations = owner.Spec.Template.Metadata.Annotations,
            Finalizers = owner.Spec.Template.Metadata.Finalizers,
            OwnerReferences = [Ownership.By(owner)],
        },
        Spec = owner.Spec.Template.Spec,
    };

    private IPodGrain Pod(string name) => GrainFactory.GetGrain<IPodGrain>(GrainKey.Pod(Namespace, name));
}
