using System.Text;
using System.Text.Json.Nodes;

namespace Orchestrator.Hostile.Tests.Mutation;

/// <summary>Makes patches of all four types.</summary>
internal static class PatchMutation
{
    /// <summary>The type of what server-side apply takes.</summary>
    public const string Apply = "application/apply-patch+yaml";

    private static readonly string[] Operations = ["add", "remove", "replace", "move", "copy", "test", "ADD", ""];
    private static readonly string[] Directives = ["$patch", "$retainKeys", "$setElementOrder/containers", "$deleteFromPrimitiveList/finalizers", "$setElementOrder/ports", "$unknown"];

    /// <summary>A patch.</summary>
    /// <param name="document">What it is for, as it may be.</param>
    /// <param name="changed">The same with changes.</param>
    /// <param name="random">Which and what.</param>
    public static (string Type, byte[] Body) Make(JsonObject document, JsonObject changed, Random random) => random.Next(4) switch
    {
        0 => ("application/json-patch+json", Bytes(Pointers(document, random))),
        1 => ("application/merge-patch+json", Bytes(Part(changed, random))),
        2 => ("application/strategic-merge-patch+json", Bytes(Directed(Part(changed, random), random))),
        _ => (Apply, Bytes(changed)),
    };

    private static byte[] Bytes(JsonNode body) => Encoding.UTF8.GetBytes(JsonMutation.TextOf(body));

    // A patch says some of an object, and not its kind.
    private static JsonObject Part(JsonObject changed, Random random)
    {
        foreach (var name in changed.Select(member => member.Key).Where(name => name != "metadata" && random.Next(3) == 0).ToList())
        {
            changed.Remove(name);
        }

        return changed;
    }

    private static JsonObject Directed(JsonObject patch, Random random)
    {
        var at = patch;
        while (random.Next(3) > 0 && at.Select(member => member.Value).OfType<JsonObject>().FirstOrDefault() is { } inner)
        {
            at = inner;
        }

        at[Directives[random.Next(Directives.Length)]] = random.Next(3) switch
        {
            0 => (JsonNode)(random.Next(2) == 0 ? "delete" : "replace"),
            1 => new JsonArray(new JsonObject { ["name"] = "c" }, "a"),
            _ => JsonMutation.Value(patch.DeepClone(), random) ?? "merge",
        };
        return patch;
    }

    private static JsonArray Pointers(JsonObject document, Random random)
    {
        var paths = Paths(document, "").ToList();
        var operations = new JsonArray();
        for (var count = random.Next(1, random.Next(20) == 0 ? 300 : 6); count > 0; count--)
        {
            var operation = new JsonObject { ["op"] = Operations[random.Next(Operations.Length)], ["path"] = Path(), ["from"] = Path(), ["value"] = JsonMutation.Value(document, random) };
            if (random.Next(4) == 0)
            {
                operation.Remove(operation.ElementAt(random.Next(operation.Count)).Key);
            }

            operations.Add((JsonNode)operation);
        }

        return operations;

        string Path() => random.Next(5) == 0 ? HostileTexts.Pick(random) : paths[random.Next(paths.Count)] + (random.Next(6) == 0 ? "/-" : "");
    }

    private static IEnumerable<string> Paths(JsonNode? node, string path)
    {
        yield return path;
        var inner = node switch
        {
            JsonObject members => members.SelectMany(member => Paths(member.Value, $"{path}/{member.Key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}")),
            JsonArray list => list.SelectMany((item, index) => Paths(item, $"{path}/{index}")),
            _ => [],
        };
        foreach (var found in inner)
        {
            yield return found;
        }
    }
}
