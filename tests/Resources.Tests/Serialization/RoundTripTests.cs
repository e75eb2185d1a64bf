using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.Tests.Serialization;

public sealed class RoundTripTests
{
    [Fact]
    public void Json_ofAnyResource_readsAsTheSame() => ForAnyResource(new Check((_, first, second) => Assert.Equal(first, second)), BodyFormat.Json);

    [Fact]
    public void Yaml_ofAnyResource_readsAsTheSame() => ForAnyResource(new Check((_, first, second) => Assert.Equal(first, second)), BodyFormat.Yaml);

    [Fact]
    public void Json_ofAnyResource_keepsEveryFieldThatSaysSomething() => ForAnyResource(
        new Check((document, first, _) =>
        {
            var written = JsonNode.Parse(first)!;
            var missing = Leaves(document).Where(leaf => Find(written, leaf.Path) is null).Select(leaf => leaf.Path);
            Assert.Empty(missing);
        }),
        BodyFormat.Json);

    [Fact]
    public void Json_ofStorage_toleratesUnknownMembersAndNulls()
    {
        var pod = ResourceJson.Deserialize<Pod>("""{"kind":"Pod","later":1,"metadata":{"name":"a","labels":null,"finalizers":null},"spec":null}"""u8);

        Assert.Equal("a", pod.Metadata.Name);
        Assert.Empty(pod.Metadata.Labels);
        Assert.Empty(pod.Metadata.Finalizers);
        Assert.Empty(pod.Spec.Containers);
    }

    [Fact]
    public void Json_ofAnEmptyObjectThatMayBeAbsent_keepsIt()
    {
        var json = ResourceJson.Serialize(new ContainerState { Running = new ContainerStateRunning() });

        Assert.Equal("""{"running":{}}""", json);
        Assert.NotNull(ResourceJson.Deserialize<ContainerState>(Encoding.UTF8.GetBytes(json)).Running);
    }

    [Fact]
    public void SameContent_ofCopies_holds_andOfAChange_doesNot()
    {
        var first = Documents.Read<Deployment>(Documents.Deployment).Resource;
        var second = Documents.Read<Deployment>(Documents.Deployment).Resource;

        Assert.True(ResourceJson.SameContent(first, second));
        Assert.False(ResourceJson.SameContent(first, second with { Spec = second.Spec with { Replicas = 4 } }));
    }

    [Fact]
    public void Time_withOffsetAndFraction_isWrittenInWholeSecondsOfUtc()
    {
        var read = Documents.Read<Pod>("""{"metadata":{"creationTimestamp":"2026-01-31T14:00:00.987654321+02:00"}}""").Resource;

        Assert.Equal(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), read.Metadata.CreationTimestamp);
        Assert.Contains("\"2026-01-31T12:00:00Z\"", ResourceJson.Serialize(read), StringComparison.Ordinal);
    }

    private delegate void Check(JsonObject document, string first, string second);

    private static void ForAnyResource(Check check, BodyFormat format) => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        Verify<Namespace>(seed, check, format);
        Verify<Node>(seed, check, format);
        Verify<Pod>(seed, check, format);
        Verify<Event>(seed, check, format);
        Verify<ReplicaSet>(seed, check, format);
        Verify<Deployment>(seed, check, format);
    }).QuickCheckThrowOnFailure();

    private static void Verify<T>(int seed, Check check, BodyFormat format)
        where T : class, IResource, new()
    {
        var document = new RandomDocuments(seed).Make(ResourceKinds.Of<T>());
        var first = Read<T>(document.ToJsonString(), BodyFormat.Json);
        var json = ResourceJson.Serialize(first);
        var second = Read<T>(format == BodyFormat.Json ? json : YamlDocuments.ToYaml(first), format);
        check(document, json, ResourceJson.Serialize(second));
    }

    private static T Read<T>(string text, BodyFormat format)
        where T : IDocument, new() => ResourceDecoder.Decode<T>(Encoding.UTF8.GetBytes(text), format, new DecodeOptions()).Resource;

    /// <summary>The scalars that are not what their field is anyway: zero, false.</summary>
    private static IEnumerable<(string Path, JsonNode Value)> Leaves(JsonNode? node, string path = "") => node switch
    {
        JsonObject map => map.Where(member => !member.Key.Contains('.', StringComparison.Ordinal)).SelectMany(member => Leaves(member.Value, $"{path}\u0001{member.Key}")),
        JsonArray list => list.SelectMany((item, index) => Leaves(item, $"{path}\u0001{index}")),
        JsonValue value when value.GetValueKind() != JsonValueKind.False && value.ToJsonString() != "0" => [(path, value)],
        _ => [],
    };

    private static JsonNode? Find(JsonNode? node, string path) => path.Split('\u0001', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(node, (at, name) => at is JsonArray list ? list[int.Parse(name)] : at?[name]);

    [Theory]
    [InlineData("{\"a\":1}\n%YAML 9.9\n---")]
    [InlineData("%YAML 9.9\n---\na: 1")]
    [InlineData("\"\\uD83D\\uDE00\\uD83D\\uD83D\"")]
    [InlineData("\"\\uD83D\\u0041\"")]
    [InlineData("\"\\uDC00\\uD800name\": 1")]
    [InlineData("name: \"\\uDC00\"")]
    public void Stream_that_the_scanner_gives_up_on_is_refused(string yaml) =>
        Assert.Throws<DecodeException>(() => YamlDocuments.ToJson(System.Text.Encoding.UTF8.GetBytes(yaml)));
}
