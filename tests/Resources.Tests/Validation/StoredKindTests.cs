using System.Text;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Coordination;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.Discovery;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Policy;
using Orchestrator.Resources.Scheduling;
using Orchestrator.Resources.Serialization;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Resources.Tests.Validation;

/// <summary>Rules and defaults of the kinds that are stored and not yet acted upon, and of ConfigMaps.</summary>
public sealed class StoredKindTests
{
    [Theory]
    [InlineData("""{"data":{"a.b-c_D":"x"},"binaryData":{"e":"AAE="}}""", "")]
    [InlineData("""{"data":{"a":"x"},"binaryData":{"a":"AAE="}}""", "data[a]: Invalid value: \"a\": duplicate of key present in binaryData|binaryData[a]: Invalid value: \"a\": duplicate of key present in data")]
    [InlineData("""{"binaryData":{"a":"no base64!"}}""", "binaryData[a]: Invalid value: \"no base64!\": must be base64; put plain text under data")]
    [InlineData("""{"data":{"..a":"x"}}""", "data[..a]: Invalid value: \"..a\": must not start with '..'")]
    public void ConfigMap_isHeldToItsRules(string json, string errors) => AssertErrors<ConfigMap>(json, errors);

    [Theory]
    [InlineData("""{"data":{"a":"y"},"immutable":true}""", "data: Forbidden: field is immutable when `immutable` is set")]
    [InlineData("""{"data":{"a":"x"},"binaryData":{"b":"AA=="},"immutable":true}""", "binaryData: Forbidden: field is immutable when `immutable` is set")]
    [InlineData("""{"data":{"a":"x"}}""", "immutable: Forbidden: field is immutable when `immutable` is set")]
    [InlineData("""{"data":{"a":"x"},"immutable":true}""", "")]
    public void ConfigMap_thatIsImmutable_staysAsItIs(string json, string errors) =>
        AssertErrors(json, errors, Read<ConfigMap>("""{"data":{"a":"x"},"immutable":true}"""));

    [Fact]
    public void ConfigMap_ofMoreThanAMebibyte_isRefused() =>
        AssertErrors<ConfigMap>($$$"""{"data":{"a":"{{{new string('x', 1024 * 1024 + 1)}}}"}}""", "data: Too long: may not be more than 1048576 bytes");

    [Theory]
    [InlineData("""{"spec":{"ports":[{"port":80}],"selector":{"app":"web"}}}""", "")]
    [InlineData("""{"spec":{"clusterIP":"None"}}""", "")]
    [InlineData("""{"spec":{}}""", "spec.ports: Required value")]
    [InlineData("""{"spec":{"ports":[{"port":80},{"port":81,"name":"b"}]}}""", "spec.ports[0].name: Required value")]
    [InlineData("""{"spec":{"ports":[{"port":80,"name":"a"},{"port":81,"name":"a"}]}}""", "spec.ports[1].name: Duplicate value: \"a\"")]
    [InlineData("""{"spec":{"ports":[{"port":70000}]}}""", "spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive|spec.ports[0].targetPort: Invalid value: 70000: must be between 1 and 65535, inclusive")]
    [InlineData("""{"spec":{"ports":[{"port":80,"nodePort":30000}]}}""", "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'")]
    [InlineData("""{"spec":{"type":"ExternalName"}}""", "spec.externalName: Required value")]
    [InlineData("""{"spec":{"ports":[{"port":80}],"type":"Nothing"}}""", "spec.type: Unsupported value: \"Nothing\": supported values: \"ClusterIP\", \"ExternalName\", \"LoadBalancer\", \"NodePort\"")]
    [InlineData("""{"spec":{"ports":[{"port":80}],"externalTrafficPolicy":"Local"}}""", "spec.externalTrafficPolicy: Invalid value: \"Local\": may only be set for externally-accessible services")]
    [InlineData("""{"spec":{"ports":[{"port":80}],"loadBalancerSourceRanges":["10.0.0.1"]}}""", "spec.loadBalancerSourceRanges[0]: Invalid value: \"10.0.0.1\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")]
    public void Service_isHeldToItsRules(string json, string errors) => AssertErrors<Service>(json, errors);

    [Fact]
    public void Service_leavesOut_whatItsDefaultsSay()
    {
        var spec = Read<Service>("""{"spec":{"ports":[{"port":80}],"type":"LoadBalancer","sessionAffinity":"ClientIP"}}""").Spec;

        Assert.Equal(("TCP", 80), (spec.Ports[0].Protocol, spec.Ports[0].TargetPort!.Value.Number));
        Assert.Equal(("Cluster", "Cluster", true, 10_800), (spec.InternalTrafficPolicy, spec.ExternalTrafficPolicy, spec.AllocateLoadBalancerNodePorts, spec.SessionAffinityConfig!.ClientIP!.TimeoutSeconds));
        Assert.Null(Read<Service>("""{"spec":{"type":"ExternalName","externalName":"a.b"}}""").Spec.InternalTrafficPolicy);
    }

    [Fact]
    public void Service_isNamedByALabelThatBeginsWithALetter() => Assert.Contains(
        "a DNS-1035 label must", Assert.Single(ResourceValidation.Validate(Read<Service>("""{"spec":{"clusterIP":"None"}}""", "1web"), null)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"subsets":[{"addresses":[{"ip":"10.0.0.1"}],"ports":[{"port":80}]}]}""", "")]
    [InlineData("""{"subsets":[{"ports":[{"port":80},{"port":81}]}]}""", "subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`|subsets[0].ports[0].name: Required value|subsets[0].ports[1].name: Required value")]
    public void Endpoints_areHeldToTheirRules(string json, string errors) => AssertErrors<Endpoints>(json, errors);

    [Theory]
    [InlineData("""{"addressType":"IPv4","endpoints":[{"addresses":["10.0.0.1"]}],"ports":[{"port":80}]}""", "")]
    [InlineData("""{"addressType":"IPv6","endpoints":[{"addresses":["10.0.0.1"]}]}""", "endpoints[0].addresses[0]: Invalid value: \"10.0.0.1\": must be a valid IPv6 address")]
    [InlineData("""{"addressType":"FQDN","endpoints":[{"addresses":["a.example.com"]}],"ports":[{"name":"a"},{"name":"a"}]}""", "ports[1].name: Duplicate value: \"a\"")]
    [InlineData("""{"endpoints":[]}""", "addressType: Required value")]
    public void EndpointSlice_isHeldToItsRules(string json, string errors) => AssertErrors<EndpointSlice>(json, errors);

    [Theory]
    [InlineData("""{"spec":{"limits":[{"type":"Container","min":{"cpu":"1"},"default":{"cpu":"2"},"max":{"cpu":"3"}}]}}""", "")]
    [InlineData("""{"spec":{"limits":[{"type":"Container","min":{"cpu":"4"},"max":{"cpu":"3"}}]}}""", "spec.limits[0].min[cpu]: Invalid value: \"4\": min value 4 is greater than max value 3|spec.limits[0].defaultRequest[cpu]: Invalid value: \"4\": min value 4 is greater than default request value 3|spec.limits[0].default[cpu]: Invalid value: \"4\": min value 4 is greater than default value 3")]
    [InlineData("""{"spec":{"limits":[{"type":"Container","defaultRequest":{"cpu":"4"},"default":{"cpu":"3"}}]}}""", "spec.limits[0].defaultRequest[cpu]: Invalid value: \"4\": default request value 4 is greater than default limit value 3")]
    [InlineData("""{"spec":{"limits":[{"type":"Pod","default":{"cpu":"1"}},{"type":"Pod"}]}}""", "spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'|spec.limits[1].type: Duplicate value: \"Pod\"")]
    public void LimitRange_isHeldToItsRules(string json, string errors) => AssertErrors<LimitRange>(json, errors);

    [Theory]
    [InlineData("""{"spec":{"hard":{"pods":"10","requests.cpu":"1500m","count/secrets":"3"}}}""", "")]
    [InlineData("""{"spec":{"hard":{"pods":"1500m"}}}""", "spec.hard[pods]: Invalid value: \"1500m\": must be an integer")]
    [InlineData("""{"spec":{"hard":{"requests.cpu":"-1"}}}""", "spec.hard[requests.cpu]: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData("""{"spec":{"scopes":["BestEffort","NotBestEffort"]}}""", "spec.scopes: Invalid value: [\"BestEffort\",\"NotBestEffort\"]: conflicting scopes")]
    public void ResourceQuota_isHeldToItsRules(string json, string errors) => AssertErrors<ResourceQuota>(json, errors);

    [Theory]
    [InlineData("""{"value":1000}""", "")]
    [InlineData("""{"value":1000000001}""", "value: Forbidden: maximum allowed value of a user defined priority is 1000000000")]
    public void PriorityClass_isHeldToItsRules(string json, string errors) => AssertErrors<PriorityClass>(json, errors);

    [Fact]
    public void PriorityClass_keepsItsValue() => AssertErrors("""{"value":2}""", "value: Forbidden: may not be changed in an update.", Read<PriorityClass>("""{"value":1}"""));

    [Theory]
    [InlineData("""{"spec":{"minAvailable":"50%","selector":{"matchLabels":{"app":"web"}}}}""", "")]
    [InlineData("""{"spec":{"minAvailable":1,"maxUnavailable":1}}""", "spec: Invalid value: {\"minAvailable\":1,\"maxUnavailable\":1}: minAvailable and maxUnavailable cannot be both set")]
    [InlineData("""{"spec":{"maxUnavailable":"101%"}}""", "spec.maxUnavailable: Invalid value: \"101%\": must not be greater than 100%")]
    [InlineData("""{"spec":{"maxUnavailable":-1}}""", "spec.maxUnavailable: Invalid value: -1: must be greater than or equal to 0")]
    public void PodDisruptionBudget_isHeldToItsRules(string json, string errors) => AssertErrors<PodDisruptionBudget>(json, errors);

    [Theory]
    [InlineData("""{"spec":{"holderIdentity":"a","leaseDurationSeconds":15,"renewTime":"2026-01-01T00:00:00.000001Z"}}""", "")]
    [InlineData("""{"spec":{"leaseDurationSeconds":0}}""", "spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0")]
    [InlineData("""{"spec":{"leaseTransitions":-1}}""", "spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0")]
    public void Lease_isHeldToItsRules(string json, string errors) => AssertErrors<Lease>(json, errors);

    [Theory]
    [InlineData("""{"data":{"any":[1]},"revision":1}""", "")]
    [InlineData("""{"revision":1}""", "data: Required value: data is mandatory")]
    public void ControllerRevision_isHeldToItsRules(string json, string errors) => AssertErrors<ControllerRevision>(json, errors);

    [Fact]
    public void ControllerRevision_keepsItsData() =>
        AssertErrors("""{"data":{"a":2},"revision":2}""", "data: Invalid value: {\"a\":2}: field is immutable", Read<ControllerRevision>("""{"data":{"a":1},"revision":1}"""));

    private static void AssertErrors<T>(string json, string errors, T? previous = null)
        where T : class, IResource<T>, new() =>
        Assert.Equal(errors, string.Join("|", ResourceValidation.Validate(Read<T>(json), previous).Select(error => error.ToString())));

    private static T Read<T>(string json, string name = "sample")
        where T : class, IResource<T>, new()
    {
        var options = new DecodeOptions { FieldValidation = FieldValidation.Strict };
        var resource = ResourceDecoder.Decode<T>(Encoding.UTF8.GetBytes(json), BodyFormat.Json, options).Resource;
        var ns = Orchestrator.Resources.Description.ResourceKinds.Of<T>().Namespaced ? "default" : "";
        return ResourceDefaults.Apply(resource.WithMetadata(resource.Metadata with { Name = name, Namespace = ns }));
    }
}
