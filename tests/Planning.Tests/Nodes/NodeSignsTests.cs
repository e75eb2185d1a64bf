using Orchestrator.Planning.Nodes;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Tests.Nodes;

public sealed class NodeSignsTests
{
    [Theory]
    [InlineData(0, false, false, NodeLiveness.Alive)]
    [InlineData(40, false, false, NodeLiveness.Alive)]
    [InlineData(41, false, false, NodeLiveness.Lost)]
    [InlineData(0, true, false, NodeLiveness.Lost)]
    [InlineData(41, true, true, NodeLiveness.Left)]
    public void Judge_takes_the_membership_at_its_word_and_silence_after_its_time(int silence, bool dead, bool left, NodeLiveness expected) =>
        Assert.Equal(expected, new NodeSigns(TimeSpan.FromSeconds(silence), dead, left).Judge(TimeSpan.FromSeconds(40)));

    [Theory]
    [InlineData("ReplicaSet", null, null, false, false)]
    [InlineData("StatefulSet", null, null, true, true)]
    [InlineData("StatefulSet", "false", null, false, false)]
    [InlineData("ReplicaSet", "true", null, true, true)]
    [InlineData("ReplicaSet", null, "stop", false, true)]
    [InlineData("ReplicaSet", null, "keep", false, false)]
    [InlineData("StatefulSet", null, "keep", true, true)]
    public void Policy_of_a_pod_is_its_owner_s_kind_unless_it_says_otherwise(string kind, string? once, string? lost, bool atMostOnce, bool stops)
    {
        var annotations = StringMap.Empty;
        annotations = once is null ? annotations : annotations.Add(NodeLossAnnotation.AtMostOnce, once);
        annotations = lost is null ? annotations : annotations.Add(NodeLossAnnotation.OnNodeLost, lost);
        var pod = new Pod
        {
            Metadata = new ObjectMeta
            {
                Annotations = annotations,
                OwnerReferences = [new OwnerReference { ApiVersion = "apps/v1", Kind = kind, Name = "web", Uid = "u", Controller = true }],
            },
        };

        Assert.Equal(atMostOnce, NodeLossPolicy.IsAtMostOnce(pod));
        Assert.Equal(stops, NodeLossPolicy.StopsWhenCutOff(pod));
    }

    [Theory]
    [InlineData("gpu=a100:NoSchedule", "gpu", "a100", "NoSchedule")]
    [InlineData("example.com/dedicated:NoExecute", "example.com/dedicated", null, "NoExecute")]
    [InlineData("k=:PreferNoSchedule", "k", null, "PreferNoSchedule")]
    public void Taint_is_read_as_people_write_it(string text, string key, string? value, string effect) =>
        Assert.Equal(new Taint { Key = key, Value = value, Effect = effect }, TaintText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("gpu=a:Never")]
    [InlineData("=a:NoSchedule")]
    [InlineData("gpu=a b:NoSchedule")]
    public void Taint_that_is_none_is_refused_with_a_sentence(string text) => Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => TaintText.Parse(text)).Message, StringComparison.Ordinal);
}
