using System.Text.Json.Nodes;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Patching;

namespace Orchestrator.Resources.Tests.Patching;

/// <summary>What holds for patches between any two documents of any kind.</summary>
public sealed class PatchProperties
{
    private const int Seeds = 40;

    private static readonly string[] Replacements = ["null", "true", "-1.5", "1e400", "\"\"", "\"x\"", "[]", "[null]", "[[1]]", "[{}]", "{}", "{\"a\":1}", "{\"$patch\":\"delete\"}"];

    public static TheoryData<string> Kinds => [.. ResourceKinds.All.Select(kind => kind.QualifiedPlural)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void MergePatch_ofADifference_givesTheSecondAndDoesSoTwice(string kind) => ForPairs(kind, (_, first, second) =>
    {
        var patch = Difference(first, second);
        var once = JsonMergePatch.Apply(first, patch);
        AssertSame(second, once);
        AssertSame(second, JsonMergePatch.Apply(once, patch));
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void StrategicPatch_thatReplacesEverything_givesTheSecond(string kind) => ForPairs(kind, (schema, first, second) =>
    {
        var patch = (JsonObject)second.DeepClone();
        patch["$patch"] = "replace";
        AssertSame(StrategicMergePatch.Apply(new JsonObject(), second, schema), StrategicMergePatch.Apply(first, patch, schema));
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void StrategicPatch_ofScalarsAndMaps_givesTheSecondAndDoesSoTwice(string kind) => ForPairs(kind, (schema, first, second) =>
    {
        var (left, right) = (WithoutMerging(first, schema), WithoutMerging(second, schema));
        var patch = Difference(left, right);
        var once = StrategicMergePatch.Apply(left, patch, schema);
        AssertSame(right, once);
        AssertSame(right, StrategicMergePatch.Apply(once, patch, schema));
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void StrategicPatch_ofAnyDocument_isIdempotent(string kind) => ForPairs(kind, (schema, first, second) =>
    {
        var once = StrategicMergePatch.Apply(first, second, schema);
        AssertSame(once, StrategicMergePatch.Apply(once, second, schema));
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void JsonPatch_thatReplacesEachMember_givesTheSecond(string kind) => ForPairs(kind, (_, first, second) =>
    {
        var removals = first.Select(member => new JsonObject { ["op"] = "remove", ["path"] = Pointer(member.Key) });
        var additions = second.Select(member => new JsonObject { ["op"] = "add", ["path"] = Pointer(member.Key), ["value"] = member.Value?.DeepClone() });
        AssertSame(second, JsonPatch.Apply(first, new JsonArray([.. removals, .. additions])));
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void StrategicPatch_withAnyValueReplaced_isTakenOrRefused(string kind)
    {
        var tried = 0;
        ForPairs(kind, (schema, first, second) =>
        {
            foreach (var replacement in Replacements)
            {
                foreach (var place in Places(second).ToList())
                {
                    tried++;
                    Try(first, place, replacement, schema, second);
                    Try(second, place, replacement, schema, first);
                }
            }
        }, seeds: 3);

        Assert.True(tried > 100);
    }

    /// <summary>Puts a value at a place and patches with the result; only an exception of patches may come of it.</summary>
    private static void Try(JsonObject root, string[] place, string replacement, ObjectSchema schema, JsonObject document)
    {
        var patch = (JsonObject)root.DeepClone();
        JsonNode? at = patch;
        foreach (var name in place[..^1])
        {
            at = at is JsonObject map ? map[name] : null;
        }

        if (at is JsonObject parent)
        {
            parent[place[^1]] = JsonNode.Parse(replacement);
            try
            {
                StrategicMergePatch.Apply(document, patch, schema);
                StrategicMergePatch.Apply(patch, document, schema);
            }
            catch (PatchException fault)
            {
                Assert.NotEmpty(fault.Path);
            }
        }
    }

    private static void ForPairs(string kind, Action<ObjectSchema, JsonObject, JsonObject> check, int seeds = Seeds)
    {
        var description = ResourceKinds.All.Single(known => known.QualifiedPlural == kind);
        for (var seed = 0; seed < seeds; seed++)
        {
            var documents = new RandomDocuments(seed);
            var (first, second) = (documents.Make(description), documents.Make(description));
            GiveKeys(first, description.Schema);
            GiveKeys(second, description.Schema);
            check(description.Schema, WithoutNulls(first), WithoutNulls(second));
        }
    }

    /// <summary>Items of generated lists need their merge keys to be told apart.</summary>
    private static void GiveKeys(JsonObject document, ObjectSchema schema)
    {
        foreach (var (name, value) in document)
        {
            var field = schema.Find(name);
            foreach (var (index, item) in (value as JsonArray ?? []).OfType<JsonObject>().Index())
            {
                if (field is { MergeKey.Length: > 0 })
                {
                    item[field.MergeKey] = "key" + index;
                }
            }

            foreach (var nested in (value as IEnumerable<JsonNode?> ?? [value]).OfType<JsonObject>().Where(_ => field?.Object is not null))
            {
                GiveKeys(nested, field!.Object!);
            }
        }
    }

    /// <summary>A patch can't say null, for that removes.</summary>
    private static JsonObject WithoutNulls(JsonObject document) => (JsonObject)JsonMergePatch.Apply(new JsonObject(), document)!;

    private static JsonObject WithoutMerging(JsonObject document, ObjectSchema schema)
    {
        var kept = new JsonObject();
        foreach (var (name, value) in document)
        {
            var field = schema.Find(name);
            if (value is JsonObject map && field is { Type: FieldType.Object, Object: { } inner })
            {
                kept[name] = WithoutMerging(map, inner);
            }
            else if (field is not { Type: FieldType.List, Patch: not PatchStrategy.Default })
            {
                kept[name] = value?.DeepClone();
            }
        }

        return kept;
    }

    private static JsonObject Difference(JsonObject first, JsonObject second)
    {
        var patch = new JsonObject();
        foreach (var (name, _) in first.Where(member => !second.ContainsKey(member.Key)))
        {
            patch[name] = null;
        }

        foreach (var (name, value) in second)
        {
            if (value is JsonObject right && first[name] is JsonObject left)
            {
                patch[name] = Difference(left, right);
            }
            else if (!JsonNode.DeepEquals(first[name], value))
            {
                patch[name] = value?.DeepClone();
            }
        }

        return patch;
    }

    private static IEnumerable<string[]> Places(JsonObject document) => document.SelectMany(member =>
        (member.Value is JsonObject map ? Places(map).Select(inner => (string[])[member.Key, .. inner]) : []).Prepend([member.Key]));

    private static string Pointer(string name) => "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static void AssertSame(JsonNode? expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"expected {expected?.ToJsonString()}, got {actual?.ToJsonString()}");
}
