using Orchestrator.Planning.Configuration;
using Orchestrator.Resources.Core;
using static Orchestrator.Planning.Tests.Configuration.ConfigSamples;

namespace Orchestrator.Planning.Tests.Configuration;

public sealed class DownwardTests
{
    [Theory]
    [InlineData("metadata.name", "web-1")]
    [InlineData("metadata.namespace", "default")]
    [InlineData("metadata.uid", "uid-1")]
    [InlineData("metadata.labels['app']", "web")]
    [InlineData("metadata.labels['absent']", "")]
    [InlineData("metadata.annotations['note']", "a \"b\"\nc")]
    [InlineData("metadata.labels", "app=\"web\"\nempty=\"\"")]
    [InlineData("metadata.annotations", "note=\"a \\\"b\\\"\\nc\"")]
    [InlineData("spec.nodeName", "worker-a")]
    [InlineData("spec.serviceAccountName", "default")]
    [InlineData("status.hostIP", "10.0.0.1")]
    [InlineData("status.hostIPs", "10.0.0.1")]
    [InlineData("status.podIP", "10.88.0.2")]
    [InlineData("status.podIPs", "10.88.0.2")]
    public void Field_ofThePod_isItsText(string path, string value) => Assert.Equal(value, DownwardFields.ValueOf(new ObjectFieldSelector { FieldPath = path }, View()));

    [Theory]
    [InlineData("status.phase")]
    [InlineData("spec.nodeName['a']")]
    [InlineData("metadata.labels[app]")]
    public void Field_thatNoPodIsTold_isAFault(string path) => Assert.Equal(
        $"unsupported fieldPath: {path}", Assert.Throws<ConfigException>(() => DownwardFields.ValueOf(new ObjectFieldSelector { FieldPath = path }, View())).Message);

    [Theory]
    [InlineData("a\tb\\c\u0001\u007f", "\"a\\tb\\\\c\\x01\\x7f\"")]
    [InlineData("grün 😀", "\"grün 😀\"")]
    [InlineData("\u00a0\u200b", "\"\\u00a0\\u200b\"")]
    public void Annotation_isQuotedAsGoDoes(string value, string quoted)
    {
        var view = View();
        view = view with { Pod = view.Pod with { Metadata = view.Pod.Metadata with { Annotations = Resources.Meta.StringMap.Of(("a", value)) } } };

        Assert.Equal($"a={quoted}", DownwardFields.ValueOf(new ObjectFieldSelector { FieldPath = "metadata.annotations" }, view));
    }

    [Theory]
    [InlineData("limits.cpu", null, "2")]
    [InlineData("limits.cpu", "1m", "1500")]
    [InlineData("limits.cpu", "0", "2")]
    [InlineData("requests.cpu", "1m", "250")]
    [InlineData("limits.memory", null, "8589934592")]
    [InlineData("limits.memory", "1Gi", "8")]
    [InlineData("requests.memory", "1Mi", "65")]
    [InlineData("requests.ephemeral-storage", null, "0")]
    public void Resource_isAWholeNumberOfUnits_andALimitThatIsNotSetIsTheNodes(string resource, string? divisor, string value)
    {
        var container = new Container
        {
            Name = "main",
            Resources = new ResourceRequirements
            {
                Limits = QuantityMap.Empty.Add("cpu", Quantity.Parse("1500m")),
                Requests = QuantityMap.Empty.Add("cpu", Quantity.Parse("250m")).Add("memory", Quantity.Parse("65000Ki") + Quantity.Parse("1500Ki")),
            },
        };
        var selector = new ResourceFieldSelector { Resource = resource, Divisor = divisor is null ? null : Quantity.Parse(divisor) };

        Assert.Equal(value, DownwardResources.ValueOf(selector, container, View(container)));
        Assert.Equal(value, DownwardResources.ValueOf(selector with { ContainerName = "main" }, null, View(container)));
    }

    [Fact]
    public void Resource_ofAContainerThatIsNotThere_isAFault() => Assert.Equal(
        "container other not found",
        Assert.Throws<ConfigException>(() => DownwardResources.ValueOf(new ResourceFieldSelector { ContainerName = "other", Resource = "limits.cpu" }, null, View())).Message);
}
