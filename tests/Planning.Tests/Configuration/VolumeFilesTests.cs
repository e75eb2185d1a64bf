using System.Text;
using Orchestrator.Planning.Configuration;
using Orchestrator.Resources.Core;
using static Orchestrator.Planning.Tests.Configuration.ConfigSamples;

namespace Orchestrator.Planning.Tests.Configuration;

public sealed class VolumeFilesTests
{
    [Fact]
    public void Map_withoutItems_isAllOfIt_alsoWhatIsNotText()
    {
        var map = ConfigObject.Of(
            new ConfigMap { Metadata = new() { Name = "map", Namespace = "default" }, Data = Resources.Meta.StringMap.Of(("a", "ä")), BinaryData = Resources.Meta.StringMap.Of(("b", "AP8=")) }, 1);

        var files = Of(new Volume { ConfigMap = new ConfigMapVolumeSource { Name = "map", DefaultMode = 256 } }, map);

        Assert.Equal([("a", 256), ("b", 256)], files.Select(file => (file.Path, file.Mode)));
        Assert.Equal<byte>([0, 255], files[1].Content.ToArray());
    }

    [Fact]
    public void Items_chooseKeysPathsAndModes() => Assert.Equal(
        "deep/x=1 420,y=2 384",
        Text(Of(
            new Volume
            {
                Secret = new SecretVolumeSource { SecretName = "secret", Items = [new KeyToPath { Key = "b", Path = "y", Mode = 384 }, new KeyToPath { Key = "a", Path = "deep/x" }] },
            },
            Secret("secret", ("a", "1"), ("b", "2"), ("c", "3")))));

    [Fact]
    public void Missing_isToldUnlessItIsOptional()
    {
        Assert.Equal("configmap \"none\" not found", FaultOf(new Volume { ConfigMap = new ConfigMapVolumeSource { Name = "none" } }));
        Assert.Equal("secret \"none\" not found", FaultOf(new Volume { Secret = new SecretVolumeSource { SecretName = "none" } }));
        Assert.Equal("references non-existent secret key: x", FaultOf(WithItem(null), Secret("secret")));
        Assert.Empty(Of(WithItem(true), Secret("secret")));
        Assert.Empty(Of(new Volume { ConfigMap = new ConfigMapVolumeSource { Name = "none", Optional = true } }));

        static Volume WithItem(bool? optional) =>
            new() { Secret = new SecretVolumeSource { SecretName = "secret", Optional = optional, Items = [new KeyToPath { Key = "x", Path = "x" }] } };
    }

    [Fact]
    public void Projected_takesAllSources_andTheLaterOfTwoFilesAtOnePath()
    {
        var volume = new Volume
        {
            Projected = new ProjectedVolumeSource
            {
                DefaultMode = 292,
                Sources =
                [
                    new VolumeProjection { ConfigMap = new ConfigMapProjection { Name = "map" } },
                    new VolumeProjection { Secret = new SecretProjection { Name = "secret" } },
                    new VolumeProjection
                    {
                        DownwardApi = new DownwardApiProjection { Items = [new DownwardApiVolumeFile { Path = "name", Mode = 256, FieldRef = new ObjectFieldSelector { FieldPath = "metadata.name" } }] },
                    },
                    new VolumeProjection(),
                ],
            },
        };

        Assert.Equal("a=secret 292,b=map 292,name=web-1 256", Text(Of(volume, Map("map", ("a", "map"), ("b", "map")), Secret("secret", ("a", "secret")))));
        Assert.True(VolumeFiles.HoldSecrets(volume));
        Assert.False(VolumeFiles.HoldSecrets(new Volume { ConfigMap = new ConfigMapVolumeSource { Name = "map" } }));
    }

    private static string Text(IEnumerable<VolumeFile> files) => string.Join(',', files.Select(file => $"{file.Path}={Encoding.UTF8.GetString(file.Content.Span)} {file.Mode}"));

    private static string FaultOf(Volume volume, params ConfigObject[] objects) => Assert.Throws<ConfigException>(() => Of(volume, objects)).Message;

    private static System.Collections.Immutable.ImmutableArray<VolumeFile> Of(Volume volume, params ConfigObject[] objects)
    {
        var view = View();
        view = view with { Pod = view.Pod with { Spec = view.Pod.Spec with { Volumes = [volume] } } };
        return VolumeFiles.Of(volume, view, Read(ConfigReferences.OfVolumes(view.Pod), objects));
    }
}
