using System.Collections.Immutable;
using Orchestrator.Planning.Admission;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Scheduling;

namespace Orchestrator.Planning.Tests.Admission;

public sealed class PodPriorityTests
{
    private static readonly ImmutableArray<PriorityClass> Classes =
    [
        new() { Metadata = new ObjectMeta { Name = "usual" }, Value = 10, GlobalDefault = true, PreemptionPolicy = "PreemptLowerPriority" },
        new() { Metadata = new ObjectMeta { Name = "calm" }, Value = 500, PreemptionPolicy = "Never" },
    ];

    [Theory]
    [InlineData(null, true, "usual", 10, "PreemptLowerPriority")]
    [InlineData(null, false, null, 0, "PreemptLowerPriority")]
    [InlineData("calm", true, "calm", 500, "Never")]
    public void Pod_gets_the_values_of_its_class_or_of_the_usual_one(string? asked, bool hasDefault, string? name, int value, string policy)
    {
        var (spec, refusal) = PodPriority.Resolve(new PodSpec { PriorityClassName = asked }, hasDefault ? Classes : [Classes[1]]);

        Assert.Null(refusal);
        Assert.Equal((name, value, policy), (spec.PriorityClassName, spec.Priority, spec.PreemptionPolicy));
        Assert.Equal(spec, PodPriority.Resolve(spec, hasDefault ? Classes : [Classes[1]]).Spec);
    }

    [Theory]
    [InlineData("none", null, null, "no PriorityClass with name none was found")]
    [InlineData("calm", 7, null, "the integer value of priority (7) must not be provided in pod spec; priority admission controller computed 500 from the given PriorityClass name")]
    [InlineData("calm", null, "PreemptLowerPriority", "the string value of PreemptionPolicy (PreemptLowerPriority) must not be provided in pod spec; priority admission controller computed Never from the given PriorityClass name")]
    public void Pod_that_says_otherwise_is_refused(string asked, int? value, string? policy, string why) =>
        Assert.Equal(why, PodPriority.Resolve(new PodSpec { PriorityClassName = asked, Priority = value, PreemptionPolicy = policy }, Classes).Refusal);
}
