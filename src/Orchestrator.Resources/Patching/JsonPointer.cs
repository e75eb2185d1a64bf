using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.Patching;

/// <summary>A place in a JSON document, RFC 6901.</summary>
/// <param name="Tokens">The names and indexes from the root on; none is the whole document.</param>
internal sealed record JsonPointer(ImmutableArray<string> Tokens)
{
    /// <summary>The token for the place behind a list's last item.</summary>
    public const string End = "-";

    /// <summary>Reads a pointer.</summary>
    /// <exception cref="FormatException">The text is none; the message says why.</exception>
    public static JsonPointer Parse(string text)
    {
        if (text.Length == 0)
        {
            return new JsonPointer([]);
        }

        var tokens = text[0] == '/' ? text[1..].Split('/') : throw new FormatException("a pointer starts with \"/\"");
        return tokens.Length <= ResourceDecoder.DepthMax
            ? new JsonPointer([.. tokens.Select(Unescape)])
            : throw new FormatException($"a pointer has at most {ResourceDecoder.DepthMax} parts");
    }

    /// <summary>Whether this is a place within the value at another.</summary>
    public bool IsWithin(JsonPointer other) => Tokens.Length > other.Tokens.Length && Tokens.Take(other.Tokens.Length).SequenceEqual(other.Tokens);

    /// <summary>The value at this place.</summary>
    /// <exception cref="FormatException">There is none; the message says from where on.</exception>
    public JsonNode? Find(JsonNode? root) => Walk(root, Tokens.Length);

    /// <summary>The object or list that has this place in it; the pointer is not that of the root.</summary>
    /// <exception cref="FormatException">There is none; the message says from where on.</exception>
    public JsonNode? FindParent(JsonNode? root) => Walk(root, Tokens.Length - 1);

    /// <summary>An index as the standard writes it, without leading zeros.</summary>
    /// <exception cref="FormatException">It is none, or beyond the last.</exception>
    public static int Index(string token, int last)
    {
        var isIndex = token.Length > 0 && token.All(char.IsAsciiDigit) && (token.Length == 1 || token[0] != '0');
        if (!isIndex)
        {
            throw new FormatException($"\"{PatchPath.Shorten(token)}\" is no index of a list");
        }

        return int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= last
            ? index
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"index {PatchPath.Shorten(token)} is beyond the list, which allows {last} at most"));
    }

    private JsonNode? Walk(JsonNode? root, int steps)
    {
        var node = root;
        foreach (var token in Tokens.Take(steps))
        {
            node = Child(node, token);
        }

        return node;
    }

    private static JsonNode? Child(JsonNode? node, string token) => node switch
    {
        JsonObject map => map.TryGetPropertyValue(token, out var value) ? value : throw Missing(token),
        JsonArray { Count: > 0 } list => list[Index(token, list.Count - 1)],
        _ => throw Missing(token),
    };

    private static FormatException Missing(string token) => new($"there is no \"{PatchPath.Shorten(token)}\" in the document");

    private static string Unescape(string token)
    {
        for (var at = token.IndexOf('~', StringComparison.Ordinal); at >= 0; at = token.IndexOf('~', at + 1))
        {
            if (at + 1 == token.Length || token[at + 1] is not ('0' or '1'))
            {
                throw new FormatException("\"~\" is written \"~0\" and \"/\" within a name \"~1\"");
            }
        }

        return token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
    }
}
