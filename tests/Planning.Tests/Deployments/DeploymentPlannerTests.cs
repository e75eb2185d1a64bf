using Orchestrator.Planning.Deployments;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using static Orchestrator.Planning.Tests.Deployments.DeploymentSamples;

namespace Orchestrator.Planning.Tests.Deployments;

public sealed class DeploymentPlannerTests
{
    [Fact]
    public void Plan_no_replica_set_creates_the_whole_of_it()
    {
        var web = Web(3);
        web = web with
        {
            Metadata = web.Metadata with
            {
                Annotations = StringMap.Of(("team", "a"), ("kubectl.kubernetes.io/last-applied-configuration", "{}"), (DeploymentAnnotation.Revision, "7")),
            },
            Spec = web.Spec with { MinReadySeconds = 5 },
        };

        var plan = DeploymentPlanner.Plan(web, [], Now);

        var set = plan.Create!;
        var hash = TemplateHash.Of(web.Spec.Template);
        Assert.Equal($"web-{hash}", set.Metadata.Name);
        Assert.Equal("default", set.Metadata.Namespace);
        Assert.Equal(3, set.Spec.Replicas);
        Assert.Equal(5, set.Spec.MinReadySeconds);
        Assert.Equal(StringMap.Of(("app", "web"), ("pod-template-hash", hash)), set.Metadata.Labels);
        Assert.Equal(set.Metadata.Labels, set.Spec.Selector.MatchLabels);
        Assert.Equal(set.Metadata.Labels, set.Spec.Template.Metadata.Labels);
        Assert.Equal(
            StringMap.Of(
                ("team", "a"), (DeploymentAnnotation.Revision, "1"), (DeploymentAnnotation.DesiredReplicas, "3"), (DeploymentAnnotation.MaxReplicas, "4")),
            set.Metadata.Annotations);
        Assert.Equal(
            new OwnerReference { ApiVersion = "apps/v1", Kind = "Deployment", Name = "web", Uid = "uid-web", Controller = true, BlockOwnerDeletion = true },
            Assert.Single(set.Metadata.OwnerReferences));
        Assert.Equal(StringMap.Of((DeploymentAnnotation.Revision, "1")), plan.Annotations);
        Assert.Equal(DeploymentReason.NewReplicaSetCreated, plan.Condition(DeploymentConditionType.Progressing)?.Reason);
        Assert.Equal(TimeSpan.FromMinutes(10), plan.LookAgainIn);
    }

    /// <summary>Wanted, surge, unavailable; the new set (asked, available) and the old one; the sizes that follow.</summary>
    [Theory]
    [InlineData(10, "0", "2", 0, 0, 10, 10, 0, 8)] // a new set without room: the old one makes it
    [InlineData(10, "2", "0", 0, 0, 10, 10, 2, 10)] // the surge goes to the new one
    [InlineData(10, "2", "0", 2, 2, 10, 10, 2, 8)] // what is available above the wanted goes from the old one
    [InlineData(10, "2", "0", 2, 0, 10, 10, 2, 10)] // nothing goes for pods that do not serve yet
    [InlineData(10, "2", "2", 2, 0, 10, 10, 2, 8)]
    [InlineData(10, "2", "2", 4, 2, 8, 6, 4, 6)] // pods that serve nobody go first
    [InlineData(10, "25%", "25%", 0, 0, 10, 10, 3, 10)] // 25 % up is 3
    [InlineData(10, "25%", "25%", 3, 0, 10, 10, 3, 8)] // 25 % down is 2
    [InlineData(10, "0", "0", 0, 0, 10, 10, 0, 9)] // neither: one may be missing
    [InlineData(10, "0%", "1%", 0, 0, 10, 10, 0, 9)]
    [InlineData(10, "5", "0", 8, 8, 2, 2, 10, 2)] // never more than wanted of the new one
    [InlineData(10, "5", "0", 10, 10, 2, 2, 10, 0)]
    public void Plan_rolling_update_takes_the_next_step(
        int wanted, string surge, string unavailable, int newAsked, int newAvailable, int oldAsked, int oldAvailable, int newAfter, int oldAfter)
    {
        var web = Web(wanted, "web:2", Parse(surge), Parse(unavailable));
        var (older, newer) = (Set("web:1", 1, oldAsked, oldAvailable), Set("web:2", 2, newAsked, newAvailable));

        var plan = DeploymentPlanner.Plan(web, [older, newer], Now);

        Assert.Equal([oldAfter, newAfter], SizesAfter(plan, older, newer));
    }

    [Fact]
    public void Plan_several_old_sets_the_unavailable_pods_go_first_then_those_of_the_oldest()
    {
        var (oldest, older, newer) = (Set("web:1", 1, 4), Set("web:2", 2, 4, available: 2), Set("web:3", 3, 4));

        var plan = DeploymentPlanner.Plan(Web(10, "web:3", 2, 3), [oldest, older, newer], Now);

        Assert.Equal([1, 2, 4], SizesAfter(plan, oldest, older, newer));
    }

    [Fact]
    public void Plan_an_old_set_has_not_answered_to_its_size_nothing_grows()
    {
        var (older, newer) = (Set("web:1", 1, 8) with { Observed = false }, Set("web:2", 2, 2));

        var plan = DeploymentPlanner.Plan(Web(10, "web:2", 2, 0), [older, newer], Now);

        Assert.Equal([8, 2], SizesAfter(plan, older, newer));
    }

    [Fact]
    public void Plan_an_old_set_has_not_deleted_its_pods_yet_they_count()
    {
        var (older, newer) = (Set("web:1", 1, 8) with { Replicas = 9 }, Set("web:2", 2, 2));

        var plan = DeploymentPlanner.Plan(Web(10, "web:2", 2, 0), [older, newer], Now);

        Assert.Equal([8, 3], SizesAfter(plan, older, newer));
    }

    [Fact]
    public void Plan_recreate_ends_all_old_pods_first()
    {
        var older = Set("web:1", 1, 3);

        var plan = DeploymentPlanner.Plan(Recreating(3, "web:2"), [older], Now);

        Assert.Null(plan.Create);
        Assert.Equal([0], SizesAfter(plan, older));
    }

    [Theory]
    [InlineData(1, 0, true, false)]
    [InlineData(0, 1, true, false)] // a pod on its way out may still run
    [InlineData(0, 0, false, false)]
    [InlineData(0, 0, true, true)]
    public void Plan_recreate_begins_when_nothing_old_is_left(int pods, int terminating, bool observed, bool begins)
    {
        var older = Set("web:1", 1, 0) with { Replicas = pods, Terminating = terminating, Observed = observed };

        var plan = DeploymentPlanner.Plan(Recreating(3, "web:2"), [older], Now);

        Assert.Equal(begins ? 3 : null, plan.Create?.Spec.Replicas);
    }

    [Fact]
    public void Plan_back_to_an_older_template_gives_it_the_newest_revision()
    {
        var (target, left) = (Set("web:1", 1, 0), Set("web:2", 4, 3));

        var web = Web(3, "web:1", 1, 0) with { Status = new DeploymentStatus { Replicas = 3, UpdatedReplicas = 3, ReadyReplicas = 3, AvailableReplicas = 3 } };

        var plan = DeploymentPlanner.Plan(web, [target, left], Now);

        Assert.Null(plan.Create);
        var change = plan.Change.Single(change => change.Uid == target.Uid);
        Assert.Equal("5", change.Annotations[DeploymentAnnotation.Revision]);
        Assert.Equal("1", change.Annotations[DeploymentAnnotation.RevisionHistory]);
        Assert.Equal("5", plan.Annotations[DeploymentAnnotation.Revision]);
        Assert.Equal(DeploymentReason.FoundNewReplicaSet, plan.Condition(DeploymentConditionType.Progressing)?.Reason);
    }

    [Fact]
    public void Plan_a_name_that_was_taken_gets_another_hash_and_older_sets_stay_known()
    {
        var web = Web(3) with { Status = new DeploymentStatus { CollisionCount = 2 } };

        Assert.Equal($"web-{TemplateHash.Of(web.Spec.Template, 2)}", DeploymentPlanner.Plan(web, [], Now).Create?.Metadata.Name);
        Assert.Null(DeploymentPlanner.Plan(web, [Set("web:1", 1, 3)], Now).Create);
    }

    [Fact]
    public void Plan_min_ready_seconds_and_annotations_changed_the_present_set_gets_them()
    {
        var web = Web(3);
        web = web with { Spec = web.Spec with { MinReadySeconds = 9 }, Metadata = web.Metadata with { Annotations = StringMap.Of(("team", "b")) } };
        var set = Set("web:1", 1, 3, scaledFor: (3, 4)) with { MinReadySeconds = 0 };

        var change = Assert.Single(DeploymentPlanner.Plan(web, [set], Now).Change);

        Assert.Equal((3, 9), (change.Replicas, change.MinReadySeconds));
        Assert.Equal(StringMap.Of(("team", "b")), change.Annotations);
    }

    [Fact]
    public void Plan_history_beyond_the_limit_the_oldest_revisions_without_pods_go()
    {
        var web = Web(1, "web:5");
        web = web with { Spec = web.Spec with { RevisionHistoryLimit = 2 } };
        ReplicaSetSummary[] sets =
        [
            Set("web:1", 3, 0), Set("web:2", 1, 0), Set("web:3", 2, 0) with { Terminating = 1 }, Set("web:4", 4, 0), Set("web:5", 5, 1, scaledFor: (1, 2)),
        ];

        var plan = DeploymentPlanner.Plan(web, sets, Now);

        Assert.Equal(sets[1].Name, Assert.Single(plan.Delete));
    }

    [Fact]
    public void Plan_deleting_says_how_it_is_and_does_nothing()
    {
        var web = Web(5);
        web = web with { Metadata = web.Metadata with { DeletionTimestamp = Now } };

        var plan = DeploymentPlanner.Plan(web, [Set("web:1", 1, 3), Set("web:0", 0, 2)], Now);

        Assert.Null(plan.Create);
        Assert.Empty(plan.Change);
        Assert.Empty(plan.Delete);
        Assert.Equal(5, plan.Status.Replicas);
    }

    private static IntOrString Parse(string text) => text.EndsWith('%') ? IntOrString.Of(text) : IntOrString.Of(int.Parse(text, null));
}
