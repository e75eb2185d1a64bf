using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.Tests.Defaults;

public sealed class ResourceDefaultsTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static string Pretty<T>(T resource) =>
        JsonSerializer.Serialize(ResourceJson.ToNode(resource), Indented).ReplaceLineEndings("\n") + "\n";

    [Fact]
    public void Deployment_defaulted_hasTheDefaultsOfKubernetes() =>
        ProjectFiles.AssertSame(ProjectFiles.Golden("deployment-defaulted.json"), Pretty(Documents.Defaulted()));

    [Fact]
    public void Pod_defaulted_hasTheDefaultsOfKubernetes() => ProjectFiles.AssertSame(
        ProjectFiles.Golden("pod-defaulted.json"), Pretty(ResourceDefaults.Apply(Documents.Read<Pod>(Documents.Pod).Resource)));

    [Theory]
    [InlineData("web", "Always")]
    [InlineData("web:latest", "Always")]
    [InlineData("registry.example:5000/web", "Always")]
    [InlineData("web:1", "IfNotPresent")]
    [InlineData("registry.example:5000/web:1", "IfNotPresent")]
    [InlineData("web@sha256:0123", "IfNotPresent")]
    [InlineData("web:latest@sha256:0123", "Always")]
    public void PullPolicy_followsTheTag(string image, string policy)
    {
        var pod = ResourceDefaults.Apply(new Pod { Spec = new PodSpec { Containers = [new Container { Name = "a", Image = image }] } });

        Assert.Equal(policy, pod.Spec.Containers[0].ImagePullPolicy);
    }

    [Fact]
    public void Recreate_getsNoSteps()
    {
        var deployment = Documents.Defaulted(given => given with { Spec = given.Spec with { Strategy = new DeploymentStrategy { Type = "Recreate" } } });

        Assert.Null(deployment.Spec.Strategy.RollingUpdate);
    }

    [Fact]
    public void RollingUpdate_withOneStep_getsTheOther()
    {
        var given = new RollingUpdateDeployment { MaxSurge = 1 };
        var deployment = Documents.Defaulted(web => web with { Spec = web.Spec with { Strategy = new DeploymentStrategy { RollingUpdate = given } } });

        Assert.Equal((IntOrString.Of(1), IntOrString.Of("25%")), (deployment.Spec.Strategy.RollingUpdate!.MaxSurge, deployment.Spec.Strategy.RollingUpdate.MaxUnavailable));
    }

    [Fact]
    public void Zero_thatIsGiven_staysZero()
    {
        var deployment = Documents.Defaulted(web => web with { Spec = web.Spec with { Replicas = 0, RevisionHistoryLimit = 0 } });

        Assert.Equal((0, 0), (deployment.Spec.Replicas, deployment.Spec.RevisionHistoryLimit));
    }

    [Fact]
    public void Defaults_appliedTwice_changeNothingMore() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        IsIdempotent<Deployment>(seed) && IsIdempotent<ReplicaSet>(seed) && IsIdempotent<Pod>(seed) && IsIdempotent<Node>(seed))
        .QuickCheckThrowOnFailure();

    private static bool IsIdempotent<T>(int seed)
        where T : class, IResource, new()
    {
        var document = new RandomDocuments(seed).Make(Resources.Description.ResourceKinds.Of<T>());
        var given = ResourceDecoder.Decode<T>(Encoding.UTF8.GetBytes(document.ToJsonString()), BodyFormat.Json, new DecodeOptions()).Resource;
        var once = ResourceDefaults.Apply(given);
        return ResourceJson.SameContent(once, ResourceDefaults.Apply(once));
    }
}
