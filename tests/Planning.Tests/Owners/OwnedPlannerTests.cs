using Orchestrator.Planning.Owners;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Tests.Owners;

public sealed class OwnedPlannerTests
{
    // Owners: s stays, w waits until what it owns is gone, g is gone, u is of a kind that is not served, o is in another namespace.
    [Theory]
    [InlineData("", null, "")]
    [InlineData("s", null, "")]
    [InlineData("g", "Background", "")]
    [InlineData("gg", "Background", "")]
    [InlineData("o", "Background", "")]
    [InlineData("w", "Foreground", "")]
    [InlineData("gw", "Foreground", "")]
    [InlineData("sg", null, "1")]
    [InlineData("sw", null, "1")]
    [InlineData("u", null, "")]
    [InlineData("ug", null, "")]
    [InlineData("usg", null, "")]
    public void Object_stays_for_as_long_as_one_owner_does(string owners, string? delete, string released)
    {
        var plan = OwnedPlanner.Plan(View(owners));

        Assert.Equal(delete, plan.Delete);
        Assert.Equal(released, string.Join(",", plan.Release));
    }

    [Theory]
    [InlineData("orphan", "Orphan")]
    [InlineData("foregroundDeletion", "Foreground")]
    [InlineData("example.com/hold", "Background")]
    public void Finalizer_that_was_set_beforehand_says_how_the_object_goes(string finalizer, string policy) =>
        Assert.Equal(policy, OwnedPlanner.Plan(View("g", metadata => metadata with { Finalizers = [finalizer] })).Delete);

    [Fact]
    public void Object_on_its_way_out_is_left_alone() =>
        Assert.Equal(OwnedPlan.Keep, OwnedPlanner.Plan(View("g", metadata => metadata with { DeletionTimestamp = DateTimeOffset.UnixEpoch })));

    [Fact]
    public void Object_of_the_whole_cluster_is_not_judged_by_an_owner_in_a_namespace() =>
        Assert.Equal(OwnedPlan.Keep, OwnedPlanner.Plan(View("g", metadata => metadata with { Namespace = "" })));

    [Fact]
    public void Object_of_the_whole_cluster_goes_with_an_owner_of_the_whole_cluster() =>
        Assert.Equal("Background", OwnedPlanner.Plan(View("g", metadata => metadata with { Namespace = "" }) with { IsNamespaced = _ => false }).Delete);

    [Theory]
    [InlineData("0", true, true)]
    [InlineData("0", null, false)]
    [InlineData("7", true, false)]
    public void Only_a_reference_that_says_so_blocks_its_owner(string owner, bool? blocks, bool expected) => Assert.Equal(
        expected,
        OwnedPlanner.Blocks(new ObjectMeta { OwnerReferences = [new OwnerReference { Uid = "0", BlockOwnerDeletion = blocks }] }, owner));

    private static OwnedView View(string owners, Func<ObjectMeta, ObjectMeta>? change = null)
    {
        var references = owners.Select((standing, index) => new OwnerReference { Uid = $"{index}", Kind = standing == 'u' ? "Unknown" : "ConfigMap", ApiVersion = "v1", Name = "owner" });
        var found = owners.Select((standing, index) => (standing, Uid: $"{index}"))
            .Where(owner => owner.standing is 's' or 'w' or 'o')
            .ToDictionary(owner => owner.Uid, owner => new OwnerView(owner.Uid, owner.standing == 'o' ? "other" : "default", owner.standing == 'w'));
        var metadata = new ObjectMeta { Name = "item", Namespace = "default", Uid = "item", OwnerReferences = [.. references] };
        return new OwnedView((change ?? (same => same))(metadata), found, owner => owner.Kind == "Unknown" ? null : true);
    }
}
