using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Resources.Tests.Validation;

public sealed class ResourceValidationTests
{
    private static string[] Check(Func<Deployment, Deployment> change) => [.. ResourceValidation.Validate(Documents.Defaulted(change), null).Select(error => error.ToString())];

    private static Deployment WithSpec(Deployment web, Func<DeploymentSpec, DeploymentSpec> change) => web with { Spec = change(web.Spec) };

    private static string[] CheckSpec(Func<DeploymentSpec, DeploymentSpec> change) => Check(web => WithSpec(web, change));

    private static string[] CheckContainer(Func<Container, Container> change) => CheckSpec(spec => spec with
    {
        Template = spec.Template with { Spec = spec.Template.Spec with { Containers = [change(spec.Template.Spec.Containers[0])] } },
    });

    private static Pod DefaultedPod() => ResourceDefaults.Apply(Documents.Read<Pod>(Documents.Pod).Resource);

    [Fact]
    public void Samples_areWell()
    {
        Assert.Empty(ResourceValidation.Validate(Documents.Defaulted(), null));
        Assert.Empty(ResourceValidation.Validate(DefaultedPod(), DefaultedPod()));
    }

    [Fact]
    public void NegativeReplicas_areNamed() =>
        Assert.Equal(["spec.replicas: Invalid value: -1: must be greater than or equal to 0"], CheckSpec(spec => spec with { Replicas = -1 }));

    [Fact]
    public void Selector_thatDoesNotMatchTheTemplate_isNamed() => Assert.Equal(
        ["spec.template.metadata.labels: Invalid value: {\"app\":\"web\"}: `selector` does not match template `labels`"],
        CheckSpec(spec => spec with { Selector = new LabelSelector { MatchLabels = StringMap.Of(("app", "other")) } }));

    [Fact]
    public void Selector_leftOut_isRequired() => Assert.Equal(["spec.selector: Required value"], CheckSpec(spec => spec with { Selector = new LabelSelector() }));

    [Fact]
    public void Selector_changed_isNamed()
    {
        var changed = Documents.Defaulted(web => WithSpec(web, spec => spec with
        {
            Selector = new LabelSelector { MatchLabels = StringMap.Of(("app", "x")) },
            Template = spec.Template with { Metadata = new ObjectMeta { Labels = StringMap.Of(("app", "x")) } },
        }));

        var error = Assert.Single(ResourceValidation.Validate(changed, Documents.Defaulted()));

        Assert.Equal("spec.selector: Invalid value: {\"matchLabels\":{\"app\":\"x\"}}: field is immutable", error.ToString());
    }

    [Theory]
    [InlineData("Web")]
    [InlineData("-a")]
    [InlineData("a_b")]
    [InlineData("a..b")]
    public void Name_thatIsNoSubdomain_isNamed(string name)
    {
        var error = Assert.Single(Check(web => web with { Metadata = web.Metadata with { Name = name } }));

        Assert.StartsWith($"metadata.name: Invalid value: \"{name}\": a lowercase RFC 1123 subdomain must consist of", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_ofANamespace_isALabel() => Assert.StartsWith(
        "metadata.name: Invalid value: \"a.b\": a lowercase RFC 1123 label",
        Assert.Single(ResourceValidation.Validate(new Namespace { Metadata = new ObjectMeta { Name = "a.b" } }, null)).ToString(),
        StringComparison.Ordinal);

    [Fact]
    public void Name_tooLong_isNamed() => Assert.Equal(
        $"metadata.name: Invalid value: \"{new string('a', 64)}\": must be no more than 63 characters",
        Assert.Single(ResourceValidation.Validate(new Namespace { Metadata = new ObjectMeta { Name = new string('a', 64) } }, null)).ToString());

    [Fact]
    public void Name_leftOut_isRequired_unlessItsBeginningIsGiven()
    {
        Assert.Equal(["metadata.name: Required value: name or generateName is required"], Check(web => web with { Metadata = web.Metadata with { Name = "" } }));
        Assert.Empty(Check(web => web with { Metadata = web.Metadata with { Name = "", GenerateName = "web-" } }));
    }

    [Fact]
    public void Namespace_ofANode_isForbidden() => Assert.Equal(
        "metadata.namespace: Forbidden: not allowed on this type",
        Assert.Single(ResourceValidation.Validate(new Node { Metadata = new ObjectMeta { Name = "a", Namespace = "b" } }, null)).ToString());

    [Theory]
    [InlineData("uid")]
    [InlineData("name")]
    [InlineData("namespace")]
    public void Identity_changed_isNamed(string field)
    {
        var before = Documents.Defaulted(web => web with { Metadata = web.Metadata with { Uid = "1" } });
        var after = before with
        {
            Metadata = field switch
            {
                "uid" => before.Metadata with { Uid = "2" },
                "name" => before.Metadata with { Name = "other" },
                _ => before.Metadata with { Namespace = "other" },
            },
        };

        var error = Assert.Single(ResourceValidation.Validate(after, before));

        Assert.Equal(($"metadata.{field}", true), (error.Field, error.Message.EndsWith(": field is immutable", StringComparison.Ordinal)));
    }

    [Fact]
    public void Annotations_tooLarge_areNamed() => Assert.Equal(
        ["metadata.annotations: Too long: may not be more than 262144 bytes"],
        Check(web => web with { Metadata = web.Metadata with { Annotations = StringMap.Of(("a", new string('x', 262144))) } }));

    [Fact]
    public void Labels_thatAreNone_areNamed()
    {
        var errors = Check(web => web with { Metadata = web.Metadata with { Labels = StringMap.Of(("a/b/c", "ok"), ("fine", "not fine")) } });

        Assert.Equal(2, errors.Length);
        Assert.All(errors, error => Assert.StartsWith("metadata.labels: Invalid value: ", error, StringComparison.Ordinal));
    }

    [Fact]
    public void Containers_none_areRequired() => Assert.Equal(
        ["spec.template.spec.containers: Required value"],
        CheckSpec(spec => spec with { Template = spec.Template with { Spec = spec.Template.Spec with { Containers = [] } } }));

    [Fact]
    public void Image_leftOut_isRequired() =>
        Assert.Equal(["spec.template.spec.containers[0].image: Required value"], CheckContainer(container => container with { Image = null }));

    [Fact]
    public void Ports_areChecked()
    {
        var errors = CheckContainer(container => container with
        {
            Ports =
            [
                new ContainerPort { Port = 70000, Name = "a" }, new ContainerPort { Port = 1, HostPort = 80, Name = "a" },
                new ContainerPort { Port = 2, HostPort = 80 }, new ContainerPort { Protocol = "ICMP" },
            ],
        });

        const string At = "spec.template.spec.containers[0].ports";
        Assert.Equal(
            [
                $"{At}[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive",
                $"{At}[3].containerPort: Required value",
                $"{At}[3].protocol: Unsupported value: \"ICMP\": supported values: \"SCTP\", \"TCP\", \"UDP\"",
                $"{At}[1].name: Duplicate value: \"a\"",
                $"{At}[2].hostPort: Duplicate value: 80",
            ],
            errors);
    }

    [Fact]
    public void Requests_aboveLimits_areNamed() => Assert.Equal(
        ["spec.template.spec.containers[0].resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 500m"],
        CheckContainer(container => container with
        {
            Resources = new ResourceRequirements { Limits = QuantityMap.Empty.Add("cpu", Quantity.Parse("0.5")), Requests = QuantityMap.Empty.Add("cpu", Quantity.Parse("2")) },
        }));

    [Fact]
    public void Amounts_negativeOrOfUnknownResources_areNamed()
    {
        var errors = CheckContainer(container => container with
        {
            Resources = new ResourceRequirements { Limits = QuantityMap.Empty.Add("cpu", Quantity.Parse("-1")).Add("disk", Quantity.Of(1)) },
        });

        const string At = "spec.template.spec.containers[0].resources.limits";
        Assert.Equal(
            [$"{At}[cpu]: Invalid value: \"-1\": must be greater than or equal to 0", $"{At}[disk]: Invalid value: \"disk\": must be a standard resource for containers"],
            errors);
    }

    [Fact]
    public void RestartPolicy_ofATemplate_isAlways() => Assert.Equal(
        ["spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\""],
        CheckSpec(spec => spec with { Template = spec.Template with { Spec = spec.Template.Spec with { RestartPolicy = "Never" } } }));

    [Fact]
    public void Steps_thatAllowNoMove_areNamed() => Assert.Equal(
        ["spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0"],
        CheckSpec(spec => spec with { Strategy = new DeploymentStrategy { RollingUpdate = new RollingUpdateDeployment { MaxSurge = 0, MaxUnavailable = 0 } } }));

    [Fact]
    public void Steps_thatAreNoAmount_areNamed()
    {
        var errors = CheckSpec(spec => spec with
        {
            Strategy = new DeploymentStrategy { RollingUpdate = new RollingUpdateDeployment { MaxSurge = IntOrString.Of("many"), MaxUnavailable = IntOrString.Of("101%") } },
        });

        Assert.Equal(2, errors.Length);
        Assert.StartsWith("spec.strategy.rollingUpdate.maxSurge: Invalid value: \"many\": a valid percent string", errors[0], StringComparison.Ordinal);
        Assert.Equal("spec.strategy.rollingUpdate.maxUnavailable: Invalid value: \"101%\": must not be greater than 100%", errors[1]);
    }

    [Fact]
    public void Deadline_notAboveMinReady_isNamed() => Assert.Equal(
        ["spec.progressDeadlineSeconds: Invalid value: 5: must be greater than minReadySeconds"],
        CheckSpec(spec => spec with { ProgressDeadlineSeconds = 5, MinReadySeconds = 5 }));

    [Fact]
    public void Finalizers_addedDuringDeletion_areForbidden()
    {
        var before = Documents.Defaulted(web => web with { Metadata = web.Metadata with { DeletionTimestamp = DateTimeOffset.UnixEpoch } });
        var after = before with { Metadata = before.Metadata with { Finalizers = ["x.io/y"] } };

        Assert.Equal(("metadata.finalizers", FieldErrorReason.Forbidden), Assert.Single(ResourceValidation.Validate(after, before)) is var error ? (error.Field, error.Reason) : default);
    }

    [Theory]
    [InlineData("http", true)]
    [InlineData("web-1", true)]
    [InlineData("80", false)]
    [InlineData("a--b", false)]
    [InlineData("HTTP", false)]
    [InlineData("a-very-long-name", false)]
    public void PortName_isChecked(string name, bool well) =>
        Assert.Equal(well, CheckContainer(container => container with { Ports = [new ContainerPort { Port = 1, Name = name }] }).Length == 0);

    [Theory]
    [InlineData("10.9.8.7", true)]
    [InlineData("::1", true)]
    [InlineData("10.1", false)]
    [InlineData("010.1.1.1", false)]
    [InlineData("::1%eth0", false)]
    [InlineData("host", false)]
    public void IpAddress_isChecked(string address, bool well) =>
        Assert.Equal(well, CheckContainer(container => container with { Ports = [new ContainerPort { Port = 1, HostPort = 1, HostIp = address }] }).Length == 0);
}
