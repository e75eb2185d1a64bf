using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.Patching;

/// <summary>Paths of fields as errors name them, and words for what is found there.</summary>
internal static class PatchPath
{
    private const int NameCharsMax = 64;

    public static string Member(string path, string name) => path.Length == 0 ? Shorten(name) : $"{path}.{Shorten(name)}";

    public static string Item(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    /// <summary>Text of a user in an error is there to be recognised, not to be read whole.</summary>
    public static string Shorten(string text) => text.Length <= NameCharsMax ? text : string.Concat(text.AsSpan(0, NameCharsMax), "...");

    /// <summary>What a value is: scalars themselves, cut short, and the names of the other types.</summary>
    public static string Describe(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "an object",
        JsonArray => "a list",
        _ => Shorten(value.ToJsonString()),
    };

    /// <summary>Refuses trees that are deeper than any document; every later recursion relies on it.</summary>
    public static void RequireDepth(JsonNode? value, string what)
    {
        if (IsDeeper(value, ResourceDecoder.DepthMax))
        {
            throw new PatchException(PatchFault.TooLarge, "", $"{what} is nested deeper than {ResourceDecoder.DepthMax}");
        }
    }

    private static bool IsDeeper(JsonNode? value, int levels) => value switch
    {
        JsonObject or JsonArray when levels == 0 => true,
        JsonObject map => map.Any(member => IsDeeper(member.Value, levels - 1)),
        JsonArray list => list.Any(item => IsDeeper(item, levels - 1)),
        _ => false,
    };
}
