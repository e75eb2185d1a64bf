using Orchestrator.Resources.Meta;
using static Orchestrator.Resources.Tests.Validation.Pods.PodDocuments;

namespace Orchestrator.Resources.Tests.Validation.Pods;

public sealed class PlacementValidationTests
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";

    [Theory]
    [InlineData("""{"matchExpressions":[{"key":"disk","operator":"In","values":["ssd"]},{"key":"cores","operator":"Gt","values":["8"]},{"key":"old","operator":"DoesNotExist"}]}""", "")]
    [InlineData("""{"matchFields":[{"key":"metadata.name","operator":"In","values":["worker-a"]}]}""", "")]
    [InlineData("{}", "")]
    [InlineData("""{"matchExpressions":[{"key":"disk","operator":"In"}]}""", ".matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'")]
    [InlineData("""{"matchExpressions":[{"key":"disk","operator":"Exists","values":["a"]}]}""", ".matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'")]
    [InlineData("""{"matchExpressions":[{"key":"cores","operator":"Lt","values":["1","2"]}]}""", ".matchExpressions[0].values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt'")]
    [InlineData("""{"matchExpressions":[{"key":"disk","operator":"Has","values":["a"]}]}""", ".matchExpressions[0].operator: Unsupported value: \"Has\": supported values: \"DoesNotExist\", \"Exists\", \"Gt\", \"In\", \"Lt\", \"NotIn\"")]
    [InlineData("""{"matchFields":[{"key":"metadata.name","operator":"In","values":["a","b"]}]}""", ".matchFields[0].values: Required value: must be only one value when `operator` is 'In' or 'NotIn' for node field selector")]
    [InlineData("""{"matchFields":[{"key":"metadata.uid","operator":"In","values":["a"]}]}""", ".matchFields[0].key: Invalid value: \"metadata.uid\": not a valid field selector key")]
    public void Required_node_affinity(string term, string fault) =>
        Check($$$"""{"nodeAffinity":{"{{{Required}}}":{"nodeSelectorTerms":[{{{term}}}]} } }""", $"nodeAffinity.{Required}.nodeSelectorTerms[0]", fault);

    [Fact]
    public void Required_node_affinity_without_terms_is_missing_them() =>
        Assert.Contains($"spec.affinity.nodeAffinity.{Required}.nodeSelectorTerms: Required value: must have at least one node selector term", Errors(Pod($$$"""
            "affinity":{"nodeAffinity":{"{{{Required}}}":{"nodeSelectorTerms":[]} } }
            """), null));

    [Theory]
    [InlineData(1, "")]
    [InlineData(100, "")]
    [InlineData(101, ".weight: Invalid value: 101: must be in the range 1-100")]
    [InlineData(-1, ".weight: Invalid value: -1: must be in the range 1-100")]
    public void Preference_has_a_weight(int weight, string fault) => Check(
        $$$"""{"nodeAffinity":{"{{{Preferred}}}":[{"weight":{{{weight}}},"preference":{"matchExpressions":[{"key":"a","operator":"Exists"}]}}]}}""", $"nodeAffinity.{Preferred}[0]", fault);

    [Theory]
    [InlineData("""{"topologyKey":"zone","labelSelector":{"matchLabels":{"app":"web"}},"matchLabelKeys":["pod-template-hash"],"namespaces":["other"],"namespaceSelector":{}}""", "")]
    [InlineData("""{"labelSelector":{"matchLabels":{"a":"b"}}}""", ".topologyKey: Required value")]
    [InlineData("""{"topologyKey":"zone","matchLabelKeys":["a"]}""", ".matchLabelKeys: Forbidden: must not be specified when labelSelector is not set")]
    [InlineData("""{"topologyKey":"zone","labelSelector":{},"matchLabelKeys":["a"],"mismatchLabelKeys":["a"]}""", ".matchLabelKeys[0]: Invalid value: \"a\": exists in both matchLabelKeys and mismatchLabelKeys")]
    [InlineData("""{"topologyKey":"zone","labelSelector":{"matchExpressions":[{"key":"a","operator":"In"}]}}""", ".labelSelector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'")]
    public void Required_pod_affinity(string term, string fault)
    {
        Check($$$"""{"podAffinity":{"{{{Required}}}":[{{{term}}}]}}""", $"podAffinity.{Required}[0]", fault);
        Check($$$"""{"podAntiAffinity":{"{{{Preferred}}}":[{"weight":1,"podAffinityTerm":{{{term}}}}]}}""", $"podAntiAffinity.{Preferred}[0].podAffinityTerm", fault);
    }

    [Theory]
    [InlineData("""{"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule","labelSelector":{},"minDomains":2,"nodeTaintsPolicy":"Honor"}""", "")]
    [InlineData("""{"maxSkew":-1,"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule"}""", ".maxSkew: Invalid value: -1: must be greater than zero")]
    [InlineData("""{"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"Never"}""", ".whenUnsatisfiable: Unsupported value: \"Never\": supported values: \"DoNotSchedule\", \"ScheduleAnyway\"")]
    [InlineData("""{"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"ScheduleAnyway","minDomains":2}""", ".minDomains: Invalid value: 2: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway")]
    [InlineData("""{"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule","minDomains":0}""", ".minDomains: Invalid value: 0: must be greater than zero")]
    [InlineData("""{"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule","matchLabelKeys":["a"]}""", ".matchLabelKeys: Forbidden: must not be specified when labelSelector is not set")]
    [InlineData("""{"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule","labelSelector":{"matchLabels":{"a":"b"}},"matchLabelKeys":["a"]}""", ".matchLabelKeys[0]: Invalid value: \"a\": exists in both matchLabelKeys and labelSelector")]
    public void Spread_constraint(string constraint, string fault) => Assert.Equal(
        fault.Length == 0 ? [] : [$"spec.topologySpreadConstraints[0]{fault}"], Errors(Pod($"\"topologySpreadConstraints\":[{constraint}]"), null));

    [Fact]
    public void Spread_constraints_for_one_key_come_once() => Assert.Equal(
        ["spec.topologySpreadConstraints[1].{topologyKey, whenUnsatisfiable}: Duplicate value: \"{zone, DoNotSchedule}\""],
        Errors(Pod("""
            "topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule"},{"maxSkew":2,"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule"}]
            """), null));

    [Theory]
    [InlineData("train", "4", "60", "")]
    [InlineData("train", null, null, "")]
    [InlineData("train", "many", null, "metadata.annotations[orchestrator.dev/pod-group-min-member]: Invalid value: \"many\": must be a whole number of 1 or more")]
    [InlineData("train", "2", "-1", "metadata.annotations[orchestrator.dev/pod-group-timeout-seconds]: Invalid value: \"-1\": must be a whole number of 1 or more")]
    [InlineData(null, "2", null, "metadata.labels[scheduling.x-k8s.io/pod-group]: Required value: must name the group where the annotation orchestrator.dev/pod-group-min-member says how many belong to it")]
    [InlineData("train", null, "5", "metadata.annotations[orchestrator.dev/pod-group-min-member]: Required value: must say how many pods the group needs where orchestrator.dev/pod-group-timeout-seconds is set")]
    public void Group_says_its_name_and_how_many_belong_to_it(string? group, string? members, string? seconds, string fault)
    {
        var pod = Pod();
        var annotations = StringMap.Empty;
        annotations = members is null ? annotations : annotations.Add("orchestrator.dev/pod-group-min-member", members);
        annotations = seconds is null ? annotations : annotations.Add("orchestrator.dev/pod-group-timeout-seconds", seconds);
        var labels = group is null ? StringMap.Empty : StringMap.Of(("scheduling.x-k8s.io/pod-group", group));

        var errors = Errors(pod with { Metadata = pod.Metadata with { Labels = labels, Annotations = annotations } }, null);

        Assert.Equal(fault.Length == 0 ? [] : [fault], errors);
    }

    private static void Check(string affinity, string path, string fault) =>
        Assert.Equal(fault.Length == 0 ? [] : [$"spec.affinity.{path}{fault}"], Errors(Pod($"\"affinity\":{affinity}"), null));
}
