using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Resources.Tests.Serialization;

public sealed class ResourceDecoderTests
{
    private static string PodWith(string spec) =>
        $$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":{"containers":[{"name":"a","image":"b"}],{{{spec}}}}}""";

    private static string ContainerWith(string field) =>
        $$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":{"containers":[{"name":"a","image":"b",{{{field}}}}]}}""";

    [Fact]
    public void Document_ofKubectl_isReadWithoutWarnings()
    {
        var read = Documents.Read<Deployment>(Documents.Deployment);

        Assert.Empty(read.Warnings);
        Assert.Equal(3, read.Resource.Spec.Replicas);
        Assert.Equal(8080, read.Resource.Spec.Template.Spec.Containers[0].Ports[0].Port);
        Assert.Equal(Quantity.Parse("64Mi"), read.Resource.Spec.Template.Spec.Containers[0].Resources.Limits["memory"]);
    }

    [Fact]
    public void UnknownField_strict_isAnErrorThatNamesIt()
    {
        var error = Assert.Single(Documents.ErrorsOf<Deployment>("""{"spec":{"replicaz":3}}"""));

        Assert.Equal(new FieldError("spec.replicaz", FieldErrorReason.UnknownField, "unknown field \"spec.replicaz\""), error);
    }

    [Theory]
    [InlineData(FieldValidation.Warn)]
    [InlineData(FieldValidation.Ignore)]
    public void UnknownField_otherwise_isAWarning(FieldValidation validation) =>
        Assert.Equal<string>(["unknown field \"spec.replicaz\""], Documents.Read<Deployment>("""{"spec":{"replicaz":3}}""", validation).Warnings);

    [Fact]
    public void UnknownField_inAListItem_isNamedWithItsIndex() =>
        Assert.Equal("spec.containers[0].imag", Assert.Single(Documents.ErrorsOf<Pod>(ContainerWith("\"imag\":1"))).Field);

    [Fact]
    public void FieldName_ofOtherCase_isUnknown() =>
        Assert.Equal("Spec", Assert.Single(Documents.ErrorsOf<Pod>("""{"Spec":{}}""")).Field);

    [Theory]
    [InlineData("""{"spec":{"replicas":1,"replicas":2}}""", "spec.replicas")]
    [InlineData("""{"metadata":{"labels":{"a":"1","a":"2"}}}""", "metadata.labels.a")]
    [InlineData("""{"spec":{},"spec":{}}""", "spec")]
    [InlineData("""{"spec":{"template":{"spec":{"dnsConfig":{"x":{"y":1,"y":2}}}}}}""", "spec.template.spec.dnsConfig.x.y")]
    public void RepeatedField_strict_isAnErrorThatNamesIt(string json, string path)
    {
        var error = Assert.Single(Documents.ErrorsOf<Deployment>(json));

        Assert.Equal((path, $"duplicate field \"{path}\""), (error.Field, error.Message));
    }

    [Fact]
    public void RepeatedField_otherwise_takesTheLastAndWarns()
    {
        var read = Documents.Read<Deployment>("""{"spec":{"replicas":1,"replicas":2}}""", FieldValidation.Warn);

        Assert.Equal(2, read.Resource.Spec.Replicas);
        Assert.Equal<string>(["duplicate field \"spec.replicas\""], read.Warnings);
    }

    [Theory]
    [InlineData("""{"spec":{"replicas":"3"}}""", "spec.replicas", "Invalid value: \"3\": must be a whole number of 32 bits")]
    [InlineData("""{"spec":{"replicas":1.5}}""", "spec.replicas", "Invalid value: 1.5: must be a whole number of 32 bits")]
    [InlineData("""{"spec":{"replicas":3000000000}}""", "spec.replicas", "Invalid value: 3000000000: must be a whole number of 32 bits")]
    [InlineData("""{"spec":[]}""", "spec", "Invalid value: a list: must be an object")]
    [InlineData("""{"metadata":{"labels":{"a":1}}}""", "metadata.labels[a]", "Invalid value: 1: must be text")]
    [InlineData("""{"metadata":{"creationTimestamp":"today"}}""", "metadata.creationTimestamp", "Invalid value: \"today\": must be a time such as 2026-01-31T12:00:00Z")]
    [InlineData("""{"metadata":{"finalizers":[null]}}""", "metadata.finalizers[0]", "Invalid value: null: must be text")]
    public void WrongType_isAnErrorThatSaysWhatCameAndWhatIsExpected(string json, string path, string message)
    {
        var error = Assert.Single(Documents.ErrorsOf<Deployment>(json));

        Assert.Equal(new FieldError(path, FieldErrorReason.TypeInvalid, message), error);
    }

    [Theory]
    [InlineData("3.0")]
    [InlineData("30e-1")]
    public void WholeNumber_writtenOtherwise_isRead(string number) =>
        Assert.Equal(3, Documents.Read<Deployment>($$$"""{"spec":{"replicas":{{{number}}}}}""").Resource.Spec.Replicas);

    [Fact]
    public void Quantity_asANumber_isRead() => Assert.Equal(
        Quantity.Parse("500m"), Documents.Read<Pod>(ContainerWith("\"resources\":{\"limits\":{\"cpu\":0.5}}")).Resource.Spec.Containers[0].Resources.Limits["cpu"]);

    [Theory]
    [InlineData("{", "line 1, column 2")]
    [InlineData("{\n \"a\": x}", "line 2, column 7")]
    [InlineData("", "line 1, column 1")]
    public void NotJson_isAnErrorWithThePlace(string json, string place)
    {
        var error = Assert.Single(Documents.ErrorsOf<Pod>(json));

        Assert.Equal(FieldErrorReason.Malformed, error.Reason);
        Assert.StartsWith("not JSON: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("3")]
    public void NotAnObject_isAnError(string json) => Assert.Contains("expected an object of kind Pod", Documents.ErrorsOf<Pod>(json)[0].Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"apiVersion":"v1","kind":"Deployment"}""", "apiVersion")]
    [InlineData("""{"apiVersion":"apps/v1","kind":"ReplicaSet"}""", "kind")]
    [InlineData("""{"apiVersion":3}""", "apiVersion")]
    public void OtherKind_isAnErrorThatNamesTheField(string json, string field) =>
        Assert.Equal(field, Assert.Single(Documents.ErrorsOf<Deployment>(json)).Field);

    [Fact]
    public void Kind_leftOut_isTheExpectedOne() => Assert.Equal("x", Documents.Read<Pod>("""{"metadata":{"name":"x"}}""").Resource.Metadata.Name);

    [Fact]
    public void DeleteOptions_ofAnotherVersion_areReadWhereThatIsAllowed()
    {
        var body = """{"apiVersion":"apps/v1","kind":"DeleteOptions","propagationPolicy":"Orphan"}"""u8.ToArray();

        var options = ResourceDecoder.Decode<DeleteOptions>(body, BodyFormat.Json, new DecodeOptions { AnyApiVersion = true }).Resource;

        Assert.Equal("Orphan", options.PropagationPolicy);
    }

    [Theory]
    [InlineData("\"volumes\":[{\"name\":\"a\",\"nfs\":{\"path\":\"/b\"}}]", "spec.volumes[0].nfs")]
    [InlineData("\"volumes\":[{\"name\":\"a\",\"projected\":{\"sources\":[{\"clusterTrustBundle\":{}}]}}]", "spec.volumes[0].projected.sources[0].clusterTrustBundle")]
    [InlineData("\"initContainers\":[{}, {\"volumeDevices\":[{\"name\":\"a\"}]}]", "spec.initContainers[1].volumeDevices")]
    [InlineData("\"securityContext\":{\"seLinuxOptions\":{\"level\":\"a\"}}", "spec.securityContext.seLinuxOptions")]
    [InlineData("\"securityContext\":{\"windowsOptions\":{\"hostProcess\":true}}", "spec.securityContext.windowsOptions")]
    [InlineData("\"securityContext\":{\"supplementalGroupsPolicy\":\"Strict\"}", "spec.securityContext.supplementalGroupsPolicy")]
    [InlineData("\"hostUsers\":0", "spec.hostUsers")]
    [InlineData("\"os\":{\"name\":\"windows\"}", "spec.os.name")]
    [InlineData("\"runtimeClassName\":\"fast\"", "spec.runtimeClassName")]
    public void RefusedField_isForbiddenByName(string field, string path)
    {
        var exception = Assert.Throws<DecodeException>(() => Documents.Read<Pod>(PodWith(field)));

        var error = Assert.Single(exception.Errors);
        Assert.Equal((path, FieldErrorReason.Forbidden), (error.Field, error.Reason));
        Assert.StartsWith("Forbidden: ", error.Message, StringComparison.Ordinal);
        Assert.True(exception.IsRefusal);
    }

    [Theory]
    [InlineData("\"volumes\":[]")]
    [InlineData("\"volumes\":null")]
    [InlineData("\"volumes\":[{\"name\":\"a\",\"secret\":null}]")]
    [InlineData("\"securityContext\":{\"seLinuxOptions\":{},\"supplementalGroupsPolicy\":\"Merge\"}")]
    [InlineData("\"schedulingGates\":[]")]
    [InlineData("\"runtimeClassName\":\"\"")]
    [InlineData("\"hostUsers\":true")]
    public void RefusedField_thatSaysNothing_isTaken(string field) => Assert.Empty(Documents.Read<Pod>(PodWith(field)).Warnings);

    [Theory]
    [InlineData("\"securityContext\":{\"procMount\":\"Unmasked\"}", "securityContext.procMount")]
    [InlineData("\"securityContext\":{\"seLinuxOptions\":{\"level\":\"a\"}}", "securityContext.seLinuxOptions")]
    [InlineData("\"volumeMounts\":[{\"name\":\"a\",\"mountPath\":\"/a\",\"mountPropagation\":\"Bidirectional\"}]", "volumeMounts[0].mountPropagation")]
    [InlineData("\"volumeMounts\":[{\"name\":\"a\",\"mountPath\":\"/a\",\"recursiveReadOnly\":\"IfPossible\"}]", "volumeMounts[0].recursiveReadOnly")]
    [InlineData("\"lifecycle\":{\"preStop\":{\"tcpSocket\":{\"port\":80}}}", "lifecycle.preStop.tcpSocket")]
    [InlineData("\"restartPolicyRules\":[{\"action\":\"Restart\"}]", "restartPolicyRules")]
    public void ContainerField_thatCantBeHonoured_isForbiddenByName(string field, string path)
    {
        var error = Assert.Single(Documents.ErrorsOf<Pod>(ContainerWith(field)));

        Assert.Equal(($"spec.containers[0].{path}", FieldErrorReason.Forbidden), (error.Field, error.Reason));
    }

    [Fact]
    public void ContainerField_refused_isNamedWithItsIndex() => Assert.Equal(
        "spec.containers[0].env[1].valueFrom.fileKeyRef",
        Assert.Single(Documents.ErrorsOf<Pod>(ContainerWith("""
            "env":[{"name":"A"},{"name":"B","valueFrom":{"fileKeyRef":{"key":"x"}}}]
            """))).Field);

    [Theory]
    [InlineData("\"priorityClassName\":\"high\"", "spec.priorityClassName is stored but has no effect yet: all pods matter alike")]
    [InlineData("\"automountServiceAccountToken\":true", "spec.automountServiceAccountToken is stored but has no effect yet: pods get a token only where a projected volume asks for one")]
    public void StoredField_isAWarning(string field, string warning) => Assert.Equal<string>([warning], Documents.Read<Pod>(PodWith(field)).Warnings);

    [Theory]
    [InlineData("\"dnsPolicy\":\"ClusterFirst\"")]
    [InlineData("\"priorityClassName\":\"\"")]
    [InlineData("\"tolerations\":[]")]
    public void StoredField_withoutContentOrAsUsual_isNoWarning(string field) => Assert.Empty(Documents.Read<Pod>(PodWith(field)).Warnings);

    [Fact]
    public void StoredField_inAStatus_isNoWarning() =>
        Assert.Empty(Documents.Read<Pod>("""{"status":{"nominatedNodeName":"a","resize":"b"}}""").Warnings);

    [Fact]
    public void Device_isAWarning_andDiskSpaceIsNone() => Assert.Contains(
        "spec.containers[0].resources.limits[example.com/gpu] is stored", Assert.Single(Documents.Read<Pod>(ContainerWith("""
            "resources":{"limits":{"ephemeral-storage":"1Gi","example.com/gpu":"1"}}
            """)).Warnings), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"metadata":{"annotations":{"a":"x\u0000y"}}}""", "metadata.annotations[a]")]
    [InlineData("""{"metadata":{"annotations":{"a\u0000":"x"}}}""", "metadata.annotations")]
    [InlineData("""{"metadata":{"name":"\u0000"}}""", "metadata.name")]
    [InlineData("""{"spec":{"dnsConfig":{"a":["\u0000"]}}}""", "spec.dnsConfig.a[0]")]
    [InlineData("""{"metadata":{"name":"\ud800"}}""", "metadata.name")]
    [InlineData("""{"spec":{"schedulerName":"\ud800"}}""", "spec.schedulerName")]
    public void BrokenText_isAnErrorThatNamesTheField(string json, string path) => Assert.Equal(path, Assert.Single(Documents.ErrorsOf<Pod>(json)).Field);

    [Fact]
    public void InvalidUtf8_isAnError()
    {
        byte[] body = [.. "{\"metadata\":{\"name\":\""u8, 0xff, 0xfe, .. "\"}}"u8];

        Assert.Throws<DecodeException>(() => ResourceDecoder.Decode<Pod>(body, BodyFormat.Json, new DecodeOptions()));
    }

    [Fact]
    public void Depth_beyondTheBound_isAnError()
    {
        var deep = $$"""{"spec":{"dnsConfig":{{string.Concat(Enumerable.Repeat("[", 100_000))}}""";

        Assert.Contains("not JSON", Documents.ErrorsOf<Pod>(deep)[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_beyondTheBound_areNotListed()
    {
        var fields = string.Join(",", Enumerable.Range(0, 10_000).Select(index => $"\"f{index}\":1"));

        Assert.InRange(Documents.ErrorsOf<Pod>($"{{{fields}}}").Length, 1, 100);
    }
}
