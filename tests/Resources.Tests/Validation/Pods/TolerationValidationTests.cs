using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Validation;
using static Orchestrator.Resources.Tests.Validation.Pods.PodDocuments;

namespace Orchestrator.Resources.Tests.Validation.Pods;

public sealed class TolerationValidationTests
{
    [Theory]
    [InlineData("""{"key":"a"}""", "")]
    [InlineData("""{"operator":"Exists"}""", "")]
    [InlineData("""{"key":"a","operator":"Exists","effect":"NoExecute","tolerationSeconds":0}""", "")]
    [InlineData("""{"key":"a","operator":"Exists","tolerationSeconds":5}""", "")]
    [InlineData("""{"value":"b"}""", "operator: Invalid value: \"\": operator must be Exists when `key` is empty, which means \"match all values and all keys\"")]
    [InlineData("""{"key":"a","operator":"Exists","value":"b"}""", "operator: Invalid value: \"b\": value must be empty when `operator` is 'Exists'")]
    [InlineData("""{"key":"a","effect":"NoSchedule","tolerationSeconds":5}""", "effect: Invalid value: \"NoSchedule\": effect must be 'NoExecute' when `tolerationSeconds` is set")]
    [InlineData("""{"key":"a","operator":"Like"}""", "operator: Unsupported value: \"Like\": supported values: \"Equal\", \"Exists\"")]
    public void Toleration_followsKubernetesRules(string toleration, string fault)
    {
        var errors = Errors(Pod($"\"tolerations\":[{toleration}]"), null);

        Assert.Equal(fault.Length == 0 ? [] : [$"spec.tolerations[0].{fault}"], errors);
    }

    [Theory]
    [InlineData("orchestrator.dev/at-most-once=true", "")]
    [InlineData("orchestrator.dev/at-most-once=false orchestrator.dev/node-lost=keep", "")]
    [InlineData("orchestrator.dev/node-lost=stop orchestrator.dev/at-most-once=true", "")]
    [InlineData("orchestrator.dev/at-most-once=yes", "metadata.annotations[orchestrator.dev/at-most-once]: Unsupported value: \"yes\": supported values: \"false\", \"true\"")]
    [InlineData("orchestrator.dev/node-lost=restart", "metadata.annotations[orchestrator.dev/node-lost]: Unsupported value: \"restart\": supported values: \"keep\", \"stop\"")]
    [InlineData("orchestrator.dev/node-lost=keep orchestrator.dev/at-most-once=true", "metadata.annotations[orchestrator.dev/node-lost]: Invalid value: \"keep\": must be \"stop\", or be left out, where orchestrator.dev/at-most-once is \"true\"")]
    public void Annotations_aboutTheLossOfTheNode_saySomethingThatIsUnderstood(string annotations, string fault)
    {
        var pod = Pod("");
        var said = annotations.Split(' ').Select(one => one.Split('=')).Aggregate(StringMap.Empty, (all, one) => all.Add(one[0], one[1]));

        var errors = Errors(pod with { Metadata = pod.Metadata with { Annotations = said } }, null);

        Assert.Equal(fault.Length == 0 ? [] : [fault], errors);
    }

    [Fact]
    public void Taints_twice_orWithAValueThatIsNone_areNamed()
    {
        var taint = new Taint { Key = "a", Value = "b c", Effect = TaintEffect.NoSchedule };
        var node = new Node { Metadata = new ObjectMeta { Name = "worker-a" }, Spec = new NodeSpec { Taints = [taint, taint with { Value = null }] } };

        var errors = ResourceValidation.Validate(node, null).Select(error => error.Field);

        Assert.Equal(["spec.taints[0].value", "spec.taints[1]"], errors);
    }
}
