using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Hostile.Tests.Mutation;

/// <summary>Changes documents as documents: members go, come, move and become something else, and what is left is still JSON.</summary>
internal static class JsonMutation
{
    private const int DeepLevels = 80;
    private static readonly JsonSerializerOptions Options = new() { MaxDepth = 1000 };
    private static readonly double[] Numbers = [0, -1, 1, 0.5, 65535, 65536, int.MaxValue, 2147483648d, -2147483649d, long.MaxValue, 1e308, -1e308, 1e-300];

    /// <summary>Changes one thing.</summary>
    /// <param name="root">The document, which is changed.</param>
    /// <param name="other">Another one, whose parts may get into the first.</param>
    /// <param name="random">Where and what.</param>
    public static void Change(JsonNode root, JsonNode other, Random random)
    {
        var nodes = Containers(root).ToList();
        var at = nodes[random.Next(nodes.Count)];
        if (at is JsonObject { Count: > 0 } members)
        {
            Change(members, members.ElementAt(random.Next(members.Count)).Key, other, random);
        }
        else if (at is JsonObject empty)
        {
            empty[HostileTexts.Pick(random)] = Value(other, random);
        }
        else if (at is JsonArray list)
        {
            Change(list, other, random);
        }
    }

    /// <summary>The document as text, however deep it has become.</summary>
    public static string TextOf(JsonNode document) => document.ToJsonString(Options);

    /// <summary>A value of any sort.</summary>
    public static JsonNode? Value(JsonNode other, Random random) => random.Next(12) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 or 3 => JsonValue.Create(Numbers[random.Next(Numbers.Length)]),
        4 => new JsonArray(),
        5 => new JsonObject(),
        6 => Deep(random),
        7 => Any(other, random)?.DeepClone(),
        8 => new JsonArray([.. Enumerable.Range(0, random.Next(1, 200)).Select(_ => (JsonNode)JsonValue.Create(HostileTexts.Pick(random))!)]),
        _ => JsonValue.Create(HostileTexts.Pick(random)),
    };

    private static void Change(JsonObject members, string name, JsonNode other, Random random)
    {
        switch (random.Next(7))
        {
            case 0:
                members.Remove(name);
                break;
            case 1:
                var moved = members[name]?.DeepClone();
                members.Remove(name);
                members[random.Next(2) == 0 ? HostileTexts.Pick(random) : name.ToUpperInvariant()] = moved;
                break;
            case 2:
                members[HostileTexts.Pick(random)] = Value(other, random);
                break;
            case 3:
                members[name] = new JsonArray(members[name]?.DeepClone());
                break;
            case 4:
                members[name] = new JsonObject { [name] = members[name]?.DeepClone() };
                break;
            default:
                members[name] = Value(other, random);
                break;
        }
    }

    private static void Change(JsonArray list, JsonNode other, Random random)
    {
        if (list.Count > 0 && random.Next(3) == 0)
        {
            list.RemoveAt(random.Next(list.Count));
        }
        else if (list.Count > 0 && random.Next(2) == 0)
        {
            // The same again, many times: lists whose items have keys must not have one twice.
            var item = list[random.Next(list.Count)];
            for (var times = random.Next(1, 60); times > 0; times--)
            {
                list.Add(item?.DeepClone());
            }
        }
        else
        {
            list.Insert(random.Next(list.Count + 1), Value(other, random));
        }
    }

    private static JsonNode Deep(Random random)
    {
        JsonNode node = new JsonObject();
        for (var level = random.Next(DeepLevels); level > 0; level--)
        {
            node = level % 2 == 0 ? new JsonArray(node) : new JsonObject { ["a"] = node };
        }

        return node;
    }

    private static JsonNode? Any(JsonNode root, Random random)
    {
        var nodes = Containers(root).ToList();
        return nodes[random.Next(nodes.Count)];
    }

    private static IEnumerable<JsonNode> Containers(JsonNode root)
    {
        yield return root;
        var children = root switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray list => list,
            _ => [],
        };
        foreach (var found in children.OfType<JsonNode>().Where(child => child is JsonObject or JsonArray).SelectMany(Containers))
        {
            yield return found;
        }
    }
}
