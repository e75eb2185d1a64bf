using Orchestrator.Resources.Core;
using static Orchestrator.Resources.Tests.Validation.Pods.PodDocuments;

namespace Orchestrator.Resources.Tests.Validation.Pods;

public sealed class PodUpdateValidationTests
{
    private static readonly Pod Before = Pod("""
        "initContainers":[{"name":"init","image":"a"}],"activeDeadlineSeconds":60,"volumes":[{"name":"data"}],"tolerations":[{"key":"a"}]
        """);

    private static string[] Check(Func<PodSpec, PodSpec> change) => Errors(Before with { Spec = change(Before.Spec) }, Before);

    [Fact]
    public void Images_mayChange() => Assert.Empty(Check(spec => spec with
    {
        Containers = [spec.Containers[0] with { Image = "example/web:2" }],
        InitContainers = [spec.InitContainers[0] with { Image = "b" }],
    }));

    [Fact]
    public void Tolerations_mayBeAdded() => Assert.Empty(Check(spec => spec with { Tolerations = spec.Tolerations.Add(new Toleration { Key = "b" }) }));

    [Fact]
    public void OtherFields_mayNotChange()
    {
        Func<PodSpec, PodSpec>[] changes =
        [
            spec => spec with { NodeName = "a" },
            spec => spec with { Volumes = [spec.Volumes[0] with { EmptyDir = new EmptyDirVolumeSource { Medium = "Memory" } }] },
            spec => spec with { SecurityContext = new PodSecurityContext { RunAsUser = 1 } },
            spec => spec with { InitContainers = [spec.InitContainers[0] with { RestartPolicy = "Always" }] },
            spec => spec with { Containers = [spec.Containers[0] with { LivenessProbe = new Probe { Grpc = new GrpcAction { Port = 1 }, SuccessThreshold = 1 } }] },
            spec => spec with { Tolerations = [] },
        ];

        Assert.All(changes, change => Assert.StartsWith(
            "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`",
            Assert.Single(Check(change)),
            StringComparison.Ordinal));
    }

    [Fact]
    public void Containers_mayNotComeOrGo()
    {
        Assert.Equal(["spec.initContainers: Forbidden: pod updates may not add or remove containers"], Check(spec => spec with { InitContainers = [] }));
        Assert.Equal(
            ["spec.containers: Forbidden: pod updates may not add or remove containers"],
            Check(spec => spec with { Containers = spec.Containers.Add(spec.Containers[0] with { Name = "b" }) }));
    }

    [Fact]
    public void Deadline_comesSooner_andNeverLater()
    {
        Assert.Empty(Check(spec => spec with { ActiveDeadlineSeconds = 30 }));
        Assert.Equal(
            ["spec.activeDeadlineSeconds: Invalid value: 61: must be less than or equal to previous value"],
            Check(spec => spec with { ActiveDeadlineSeconds = 61 }));
        Assert.Equal(
            ["spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value"],
            Check(spec => spec with { ActiveDeadlineSeconds = null }));
        Assert.Empty(Errors(Pod("\"activeDeadlineSeconds\":5"), Pod()));
    }
}
