using Orchestrator.Planning.Deployments;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Tests.Deployments;

public sealed class TemplateHashTests
{
    [Fact]
    public void Of_stays_the_same_from_release_to_release() =>
        Assert.Equal("ss6wpkgxnd", TemplateHash.Of(DeploymentSamples.Template("web:1")));

    [Fact]
    public void Of_another_template_or_collision_is_another() => Assert.Equal(4, new HashSet<string>
    {
        TemplateHash.Of(DeploymentSamples.Template("web:1")),
        TemplateHash.Of(DeploymentSamples.Template("web:2")),
        TemplateHash.Of(DeploymentSamples.Template("web:1"), 1),
        TemplateHash.Of(DeploymentSamples.Template("web:1"), 2),
    }.Count);

    [Fact]
    public void Of_a_replica_sets_template_is_that_of_its_deployments()
    {
        var template = DeploymentSamples.Template("web:1");
        var labelled = template with { Metadata = template.Metadata with { Labels = template.Metadata.Labels.Add(DeploymentLabel.TemplateHash, "abc") } };

        Assert.Equal(TemplateHash.Of(template), TemplateHash.Of(labelled));
        Assert.Equal(TemplateHash.Of(template), TemplateHash.Of(template, 0));
    }

    [Fact]
    public void Of_is_a_label_without_vowels() => Assert.Matches("^[bcdfghjklmnpqrstvwxz2456789]{10}$", TemplateHash.Of(DeploymentSamples.Template("web:1")));

    [Fact]
    public void Of_labels_in_another_order_is_the_same()
    {
        var template = DeploymentSamples.Template("web:1");
        var one = template with { Metadata = template.Metadata with { Labels = StringMap.Of(("a", "1"), ("b", "2")) } };
        var other = template with { Metadata = template.Metadata with { Labels = StringMap.Of(("b", "2"), ("a", "1")) } };

        Assert.Equal(TemplateHash.Of(one), TemplateHash.Of(other));
    }
}
