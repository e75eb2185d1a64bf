using Orchestrator.Planning.CustomResources;
using Orchestrator.Resources.CustomResources;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Tests.CustomResources;

public sealed class DefinitionPlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Definition_without_rivals_gets_its_names_first_and_is_established_when_it_was_seen()
    {
        var definition = Of("crontabs", "CronTab");

        var accepted = definition with { Status = DefinitionPlanner.Plan(definition, [], isEstablished: false, Now) };
        var established = definition with { Status = DefinitionPlanner.Plan(accepted, [], isEstablished: true, Now.AddSeconds(1)) };

        Assert.Equal((true, false), (accepted.Is(CustomResourceConditionType.NamesAccepted), accepted.Is(CustomResourceConditionType.Established)));
        Assert.Equal("crontabs", accepted.Status.AcceptedNames!.Plural);
        Assert.Equal<string>(["v1"], accepted.Status.StoredVersions);
        Assert.True(established.Is(CustomResourceConditionType.Established));
        Assert.Equal(Now, established.Status.Conditions.Single(condition => condition.Type == CustomResourceConditionType.NamesAccepted).LastTransitionTime);
    }

    [Theory]
    [InlineData("crontabs", "Other", "PluralConflict", "\"crontabs\" is already in use")]
    [InlineData("others", "CronTab", "ListKindConflict", "\"CronTabList\" is already in use")]
    public void Name_that_another_has_is_not_accepted(string plural, string kind, string reason, string message)
    {
        var first = Accepted(Of("crontabs", "CronTab"));
        var second = Of(plural, kind, name: "z", seconds: 5);

        var status = DefinitionPlanner.Plan(second, [first], isEstablished: true, Now);

        var condition = status.Conditions.Single(found => found.Type == CustomResourceConditionType.NamesAccepted);
        Assert.Equal((ConditionStatus.False, reason, message), (condition.Status, condition.Reason, condition.Message));
        Assert.Equal(ConditionStatus.False, status.Conditions.Single(found => found.Type == CustomResourceConditionType.Established).Status);
    }

    [Fact]
    public void Of_two_new_ones_just_one_gets_the_names()
    {
        var (first, second) = (Of("crontabs", "CronTab", name: "a"), Of("crontabs", "CronTab", name: "b"));

        Assert.True(DefinitionPlanner.Precedes(first, second));
        Assert.False(DefinitionPlanner.Precedes(second, first));
    }

    [Fact]
    public void Definition_that_has_the_names_keeps_them_against_an_older_one_that_has_not()
    {
        var (older, holder) = (Of("crontabs", "CronTab", name: "a"), Accepted(Of("crontabs", "CronTab", name: "b", seconds: 9)));

        Assert.True(DefinitionPlanner.Precedes(holder, older));
        Assert.False(DefinitionPlanner.Precedes(older, holder));
    }

    [Fact]
    public void Stored_versions_grow_with_the_storage_version_and_lose_what_is_no_longer_described()
    {
        var before = Accepted(Of("crontabs", "CronTab"));
        before = before with { Status = before.Status with { StoredVersions = ["v1alpha1", "v1"] } };
        var next = before with
        {
            Spec = before.Spec with { Versions = [before.Spec.Versions[0] with { Storage = false }, new CustomResourceVersion { Name = "v2", Served = true, Storage = true }] },
        };

        Assert.Equal<string>(["v1", "v2"], DefinitionPlanner.Plan(next, [], isEstablished: true, Now).StoredVersions);
    }

    private static CustomResourceDefinition Accepted(CustomResourceDefinition definition) =>
        definition with { Status = DefinitionPlanner.Plan(definition, [], isEstablished: true, Now) };

    private static CustomResourceDefinition Of(string plural, string kind, string name = "crontabs.example.com", int seconds = 0) => new()
    {
        Metadata = new ObjectMeta { Name = name, CreationTimestamp = Now.AddSeconds(seconds) },
        Spec = new CustomResourceDefinitionSpec
        {
            Group = "example.com",
            Scope = CustomResourceScope.Cluster,
            Names = new CustomResourceNames { Plural = plural, Kind = kind, Singular = kind.ToLowerInvariant(), ListKind = $"{kind}List" },
            Versions = [new CustomResourceVersion { Name = "v1", Served = true, Storage = true }],
        },
    };
}
