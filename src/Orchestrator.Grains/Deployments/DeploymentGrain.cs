using Orchestrator.Contracts;
using Orchestrator.Contracts.Recording;
using Orchestrator.Grains.Owners;
using Orchestrator.Grains.Resources;
using Orchestrator.Planning.Deployments;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Description;
using Orleans.Runtime;

namespace Orchestrator.Grains.Deployments;

/// <summary>Keeps the replicas that its Deployment asks for, moving them between replica sets as its strategy says.</summary>
public sealed class DeploymentGrain([PersistentState("deployment")] IPersistentState<OwnerState<Deployment>> storage, GrainServices services)
    : OwnerGrain<Deployment, ReplicaSetSummary>(storage, services), IDeploymentGrain
{
    /// <inheritdoc/>
    protected override void Remind(string name) => _ = Set(name).LookAtAll();

    /// <inheritdoc/>
    protected override KindDescription ChildKind { get; } = ResourceKinds.Of<ReplicaSet>();

    /// <inheritdoc/>
    protected override Task<ReplicaSetSummary?> SeeAsync(string name) => Set(name).Summarize();

    /// <inheritdoc/>
    protected override ChildView View(ReplicaSetSummary child) => new(child.Uid, child.ControllerUid, child.Deleting);

    /// <inheritdoc/>
    protected override Task DeleteChildAsync(string name, DeleteRequest request) => Set(name).Delete(request);

    /// <inheritdoc/>
    protected override Task OrphanChildAsync(string name, string ownerUid) => Set(name).Orphan(ownerUid);

    /// <inheritdoc/>
    protected override async Task ReconcileChildrenAsync(Deployment current)
    {
        var plan = DeploymentPlanner.Plan(current, InOrder(), Now);
        var collided = plan.Create is { } wanted && !await CreateAsync(wanted);
        await ForEachAsync(plan.Change.Select(change => change.Name), name => ChangeAsync(plan.Change.First(change => change.Name == name)));
        await ForEachAsync(plan.Delete, DeleteOldAsync);

        // What was just done is seen in the next look; what was observed before it is stored now.
        var status = collided ? plan.Status with { CollisionCount = (current.Status.CollisionCount ?? 0) + 1 } : plan.Status;
        await PersistIfChangedAsync(current with
        {
            Metadata = current.Metadata with { Annotations = current.Metadata.Annotations.SetItems(plan.Annotations) },
            Status = status,
        });

        if (collided || plan.Create is not null || plan.Change.Length + plan.Delete.Length > 0)
        {
            Wake();
        }
        else if (plan.LookAgainIn is { } delay)
        {
            WakeIn(delay);
        }
    }

    private List<ReplicaSetSummary> InOrder() => [.. Children.Values.OrderBy(set => set.Name, StringComparer.Ordinal)];

    // False where another object has the name: the next plan takes another one.
    private async Task<bool> CreateAsync(ReplicaSet wanted)
    {
        var name = wanted.Metadata.Name;
        await ExpectAsync([name]);
        try
        {
            await Set(name).Create(wanted, WriteOptions.Default);
            Record(EventType.Normal, "ScalingReplicaSet", $"Scaled up replica set {name} from 0 to {wanted.Spec.Replicas}");
        }
        catch (ApiException taken) when (taken.Status.Reason == "AlreadyExists")
        {
            var existing = await Set(name).Summarize();
            return existing?.ControllerUid == Resource!.Metadata.Uid;
        }
        finally
        {
            Doubt(name);
        }

        return true;
    }

    private async Task ChangeAsync(ReplicaSetChange change)
    {
        var before = Children[change.Name].Desired;
        Doubt(change.Name);
        await Set(change.Name).Scale(change.Uid, change.Replicas, change.Annotations, change.MinReadySeconds);
        if (before != change.Replicas)
        {
            var direction = change.Replicas > before ? "up" : "down";
            Record(EventType.Normal, "ScalingReplicaSet", $"Scaled {direction} replica set {change.Name} from {before} to {change.Replicas}");
        }
    }

    private async Task DeleteOldAsync(string name)
    {
        Doubt(name);
        await DeleteChildAsync(name, new DeleteRequest { ExpectedUid = Children[name].Uid });
    }

    private IReplicaSetGrain Set(string name) => GrainFactory.GetGrain<IReplicaSetGrain>(GrainKey.ReplicaSet(Namespace, name));
}
