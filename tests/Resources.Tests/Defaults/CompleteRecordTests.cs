using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.Tests.Defaults;

/// <summary>Records that have their defaults already are not written and read again: that must not be taken for so where it is not.</summary>
public sealed class CompleteRecordTests
{
    [Fact]
    public void Each_default_that_is_missing_is_noticed() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        foreach (var kind in ResourceKinds.All)
        {
            typeof(CompleteRecordTests).GetMethod(nameof(AssertNoticed), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
                .MakeGenericMethod(kind.Type).Invoke(null, [seed, kind]);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public void Text_that_is_empty_counts_as_none()
    {
        var pod = Defaulted();
        var main = pod.Spec.Containers[0] with { ImagePullPolicy = "" };

        Assert.Equal(ImagePullPolicy.Always, ResourceDefaults.Apply(pod with { Spec = pod.Spec with { Containers = [main] } }).Spec.Containers[0].ImagePullPolicy);
    }

    [Fact]
    public void Time_is_cut_to_whole_seconds_in_utc()
    {
        var time = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
        var pod = Defaulted();

        foreach (var given in new[] { time, time.AddMilliseconds(1), time.ToOffset(TimeSpan.FromHours(2)) })
        {
            var cut = ResourceDefaults.Apply(pod.WithMetadata(pod.Metadata with { CreationTimestamp = given })).Metadata.CreationTimestamp;
            Assert.Equal((time, TimeSpan.Zero), (cut!.Value, cut.Value.Offset));
        }
    }

    [Fact]
    public void Record_that_is_complete_keeps_its_parts()
    {
        var pod = Defaulted();

        Assert.Same(pod.Metadata, ResourceDefaults.Apply(pod).Metadata);
    }

    private static Pod Defaulted() => ResourceDefaults.Apply(Documents.Read<Pod>(Documents.Pod).Resource);

    private static void AssertNoticed<T>(int seed, KindDescription kind)
        where T : class, IResource, new()
    {
        var document = new RandomDocuments(seed).Make(kind);
        var given = ResourceDecoder.Decode<T>(Encoding.UTF8.GetBytes(document.ToJsonString()), BodyFormat.Json, new DecodeOptions()).Resource;
        var complete = ResourceDefaults.Apply(given);
        foreach (var remove in Defaults(ResourceJson.ToNode(complete), kind.Schema))
        {
            var lacking = ResourceJson.ToNode(complete).AsObject();
            remove(lacking);
            var restored = ResourceDefaults.Apply(ResourceJson.Deserialize<T>(lacking));
            Assert.Equal(ResourceJson.Serialize(complete), ResourceJson.Serialize(restored));
        }
    }

    // A way to remove each value that is the default of its field.
    private static IEnumerable<Action<JsonNode>> Defaults(JsonNode value, ObjectSchema schema)
    {
        if (value is JsonArray items)
        {
            return Enumerable.Range(0, items.Count).Where(index => items[index] is JsonObject)
                .SelectMany(index => Defaults(items[index]!, schema).Select(remove => (Action<JsonNode>)(node => remove(node[index]!))));
        }

        return value is not JsonObject ? [] : schema.Fields.SelectMany(field => value[field.Name] switch
        {
            null => [],
            { } held when field.Default is { } usual && JsonNode.DeepEquals(held, JsonNode.Parse(usual.GetRawText())) => [node => node.AsObject().Remove(field.Name)],
            { } held when field is { Object: { } inner, Type: FieldType.Object or FieldType.List } =>
                Defaults(held, inner).Select(remove => (Action<JsonNode>)(node => remove(node[field.Name]!))),
            _ => (IEnumerable<Action<JsonNode>>)[],
        });
    }
}
