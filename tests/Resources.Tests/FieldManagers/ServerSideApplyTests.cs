using Orchestrator.Resources.Apps;
using Orchestrator.Resources.FieldManagers;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Patching;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.Tests.FieldManagers;

public sealed class ServerSideApplyTests
{
    private const string Containers = """{"spec":{"template":{"spec":{"containers":[ITEMS]}}}}""";

    [Fact]
    public void Apply_toNothing_managesJustWhatIsNamed()
    {
        var made = Writes.Apply(null, "helm", """{"metadata":{"name":"web","labels":{"a":"1"}},"spec":{"replicas":2,"template":{"spec":{"containers":[{"name":"c","image":"i"}]}}}}""");

        Assert.Equal(
            [
                "f:metadata f:labels f:a",
                "f:spec f:replicas",
                "f:spec f:template f:spec f:containers k:{\"name\":\"c\"}",
                "f:spec f:template f:spec f:containers k:{\"name\":\"c\"} f:image",
                "f:spec f:template f:spec f:containers k:{\"name\":\"c\"} f:name",
            ],
            made.Fields("helm"));
        Assert.Equal((2, "Always", "Apply"), (made.Spec.Replicas, made.Spec.Template.Spec.Containers[0].ImagePullPolicy, made.Entry("helm")!.Operation));
    }

    [Fact]
    public void Apply_again_changesNothing_whateverTheFormOfTheValues()
    {
        var made = Writes.Apply(null, "helm", Documents.Deployment);
        var stored = ResourceJson.Deserialize<Deployment>(ResourceJson.SerializeToUtf8(made));

        Assert.True(ResourceJson.SameContent(stored, Writes.Apply(stored, "helm", Documents.Deployment, minutes: 5)));
        var odd = Documents.Deployment.Replace("\"100m\"", "\"0.1\"").Replace("\"securityContext\":{}}]", "\"stdin\":false,\"tty\":false,\"securityContext\":{}}]").Replace("\"replicas\":3", "\"replicas\":3,\"paused\":false,\"minReadySeconds\":0");
        var oddly = Writes.Apply(stored, "helm", odd, minutes: 5);
        Assert.True(ResourceJson.SameContent(oddly, Writes.Apply(oddly, "helm", odd, minutes: 6)));
        Assert.Equal(stored.Spec.Template.Spec.Containers[0].Resources.Requests["cpu"], oddly.Spec.Template.Spec.Containers[0].Resources.Requests["cpu"]);
    }

    [Fact]
    public void Apply_ofWhatAnotherManages_conflicts_andSaysWith()
    {
        var made = Writes.Create("kubectl-create", Documents.Deployment);

        var conflict = Assert.Throws<FieldConflictException>(() => Writes.Apply(made, "helm", """{"spec":{"replicas":9,"strategy":{"rollingUpdate":{"maxSurge":3}}}}"""));

        Assert.Equal([".spec.replicas", ".spec.strategy.rollingUpdate.maxSurge"], conflict.Conflicts.Select(one => one.Path));
        Assert.Equal("Apply failed with 2 conflicts: conflicts with \"kubectl-create\" using apps/v1:\n- .spec.replicas\n- .spec.strategy.rollingUpdate.maxSurge", conflict.Message);
        var one = Assert.Throws<FieldConflictException>(() => Writes.Apply(made, "helm", Containers.Replace("ITEMS", """{"name":"web","image":"other"}""")));
        Assert.Equal("Apply failed with 1 conflict: conflict with \"kubectl-create\" using apps/v1: .spec.template.spec.containers[name=\"web\"].image", one.Message);
    }

    [Fact]
    public void Apply_ofTheSameValue_isShared_andWithForceTakenOver()
    {
        var made = Writes.Apply(null, "helm", Documents.Deployment);

        var shared = Writes.Apply(made, "other", """{"spec":{"replicas":3}}""");
        var taken = Writes.Apply(made, "other", """{"spec":{"replicas":8}}""", force: true);

        Assert.Contains("f:spec f:replicas", shared.Fields("helm"));
        Assert.Equal(["f:spec f:replicas"], shared.Fields("other"));
        Assert.Equal(8, taken.Spec.Replicas);
        Assert.DoesNotContain("f:spec f:replicas", taken.Fields("helm"));
        Assert.Throws<FieldConflictException>(() => Writes.Apply(shared, "other", """{"spec":{"replicas":4}}"""));
    }

    [Fact]
    public void Apply_withoutWhatItNamedBefore_removesIt_unlessAnotherManagesIt()
    {
        var made = Writes.Apply(null, "helm", """{"metadata":{"labels":{"a":"1","b":"2"},"annotations":{"n":"1"}},"spec":{"minReadySeconds":5,"replicas":4}}""");
        var shared = Writes.Apply(made, "other", """{"metadata":{"labels":{"b":"2"}}}""");

        var less = Writes.Apply(shared, "helm", """{"spec":{"replicas":4}}""");

        Assert.Equal("b", string.Join(',', less.Metadata.Labels.Keys));
        Assert.Empty(less.Metadata.Annotations);
        Assert.Equal(0, less.Spec.MinReadySeconds);
        Assert.Equal(["f:spec f:replicas"], less.Fields("helm"));
        Assert.Equal(1, Writes.Apply(less, "helm", "{}").Spec.Replicas);
        Assert.Equal("other Apply", Writes.Apply(less, "helm", "{}").Managers());
    }

    [Fact]
    public void Apply_withoutAnItem_removesItWithItsDefaults_andKeepsThoseOfOthersInTheirOrder()
    {
        var made = Writes.Apply(null, "helm", Containers.Replace("ITEMS", """{"name":"a","image":"1"},{"name":"b","image":"1","env":[{"name":"X","value":"1"},{"name":"Y","value":"2"}]}"""));
        var mesh = Writes.Apply(made, "mesh", Containers.Replace("ITEMS", """{"name":"proxy","image":"p"}"""));

        var less = Writes.Apply(mesh, "helm", Containers.Replace("ITEMS", """{"name":"b","image":"2","env":[{"name":"Y","value":"2"}]}"""));

        Assert.Equal(["b", "proxy"], less.Spec.Template.Spec.Containers.Select(container => container.Name).Order());
        Assert.Equal(["Y"], less.Spec.Template.Spec.Containers.Single(container => container.Name == "b").Env.Select(variable => variable.Name));
        Assert.Equal("helm Apply, mesh Apply", less.Managers());
    }

    [Fact]
    public void Apply_withoutAnItemThatAnotherSetAFieldOf_leavesTheItemToThatOne()
    {
        var made = Writes.Apply(null, "helm", Containers.Replace("ITEMS", """{"name":"a","image":"1"},{"name":"b","image":"1"}"""));
        var tuned = Writes.Apply(made, "tuner", Containers.Replace("ITEMS", """{"name":"b","workingDir":"/w"}"""));

        var less = Writes.Apply(tuned, "helm", Containers.Replace("ITEMS", """{"name":"a","image":"1"}"""));

        var left = less.Spec.Template.Spec.Containers.Single(container => container.Name == "b");
        Assert.Equal(("/w", null), (left.WorkingDir, left.Image));
    }

    [Fact]
    public void Apply_ofAnAtomicValue_replacesItWhole()
    {
        var made = Writes.Apply(null, "helm", """{"spec":{"selector":{"matchLabels":{"a":"1"}},"template":{"spec":{"nodeSelector":{"x":"1"},"tolerations":[{"key":"k"}]}}}}""");

        var next = Writes.Apply(made, "helm", """{"spec":{"selector":{"matchLabels":{"b":"1"}},"template":{"spec":{"nodeSelector":{"y":"1"},"tolerations":[{"key":"l"}]}}}}""");

        Assert.Equal(("b", "y", "l"), (next.Spec.Selector.MatchLabels.Keys.Single(), next.Spec.Template.Spec.NodeSelector.Keys.Single(), next.Spec.Template.Spec.Tolerations.Single().Key));
        Assert.Equal(["f:spec f:selector", "f:spec f:template f:spec f:nodeSelector", "f:spec f:template f:spec f:tolerations"], next.Fields("helm"));
    }

    [Fact]
    public void Apply_toWhatNobodyKeptAccountOf_conflictsWithWhatWasThereBefore()
    {
        var unknown = Documents.Defaulted();

        var conflict = Assert.Throws<FieldConflictException>(() => Writes.Apply(unknown, "helm", """{"spec":{"replicas":9}}"""));

        Assert.Equal("conflict with \"before-first-apply\" using apps/v1: .spec.replicas", conflict.Message[(conflict.Message.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
        Assert.Equal("helm Apply, before-first-apply Update", Writes.Apply(unknown, "helm", """{"spec":{"replicas":9}}""", force: true).Managers());
    }

    [Fact]
    public void Apply_byKubectl_doesNotConflictWithWhatKubectlAppliedOnItsSide_andRenewsItsNote()
    {
        const string Note = "kubectl.kubernetes.io/last-applied-configuration";
        var made = Writes.Create("kubectl-client-side-apply", Documents.Deployment)
            .Update("kubectl-client-side-apply", live => live with { Metadata = live.Metadata with { Annotations = StringMap.Of((Note, """{"spec":{"replicas":3}}""")) } });

        var next = Writes.Apply(made, "kubectl", """{"metadata":{"name":"web"},"spec":{"replicas":5}}""");

        Assert.Equal(5, next.Spec.Replicas);
        Assert.Equal("""{"metadata":{"name":"web"},"spec":{"replicas":5},"apiVersion":"apps/v1","kind":"Deployment"}""" + "\n", next.Metadata.Annotations[Note]);
        Assert.Throws<FieldConflictException>(() => Writes.Apply(made, "helm", """{"spec":{"replicas":5}}"""));
        Assert.Throws<FieldConflictException>(() => Writes.Apply(made, "kubectl", """{"spec":{"replicas":5,"minReadySeconds":4,"revisionHistoryLimit":1}}"""));
    }

    [Theory]
    [InlineData("""{"image":"a"}""", "spec.template.spec.containers[0]: must have name")]
    [InlineData("""{"name":"a"},{"name":"a"}""", "spec.template.spec.containers[1]: duplicate entries for key [name=\"a\"]")]
    public void Apply_ofItemsThatCannotBeToldApart_isRefused(string items, string words) =>
        Assert.StartsWith(words, Assert.Throws<PatchException>(() => Writes.Apply(null, "helm", Containers.Replace("ITEMS", items))).Message, StringComparison.Ordinal);
}
