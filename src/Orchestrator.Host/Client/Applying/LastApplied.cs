using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Orchestrator.Host.Client.Connecting;
using Orchestrator.Host.Client.Resources;

namespace Orchestrator.Host.Client.Applying;

/// <summary>The annotation in which kubectl keeps what was applied, letter by letter as kubectl writes it, so that both can be used on one object.</summary>
public static partial class LastApplied
{
    /// <summary>The annotation's name.</summary>
    public const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What was applied the last time; null where the object does not say.</summary>
    /// <exception cref="ClientException">The annotation is not JSON.</exception>
    public static JsonObject? Read(JsonObject current)
    {
        if (current.Text("metadata", "annotations", Annotation) is not { Length: > 0 } text)
        {
            return null;
        }

        try
        {
            return AnswerJson.Parse(System.Text.Encoding.UTF8.GetBytes(text));
        }
        catch (JsonException failure)
        {
            throw new ClientException($"its annotation {Annotation} is not a JSON object; remove the annotation and apply again", cause: failure);
        }
    }

    /// <summary>The document with the annotation that remembers it.</summary>
    public static JsonObject Remember(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var remembered = (JsonObject)document.DeepClone();
        var metadata = remembered["metadata"] as JsonObject ?? throw new ClientException("metadata must be a mapping");
        if (metadata["annotations"] is not JsonObject annotations)
        {
            metadata["annotations"] = annotations = [];
        }

        annotations.Remove(Annotation);
        annotations[Annotation] = Text(remembered);
        return remembered;
    }

    /// <summary>Members in order, no spaces, what HTML minds escaped, a line feed at the end.</summary>
    private static string Text(JsonObject document)
    {
        var text = Escape().Replace(Sorted(document)!.ToJsonString(Compact), Unescaped);
        return text.Replace("<", "\\u003c", StringComparison.Ordinal).Replace(">", "\\u003e", StringComparison.Ordinal).Replace("&", "\\u0026", StringComparison.Ordinal) + "\n";
    }

    /// <summary>.NET escapes what lies beyond the basic plane, kubectl does not.</summary>
    private static string Unescaped(Match escape) =>
        escape.Groups["high"] is { Success: true, Value: var high } ? $"{Unit(high)}{Unit(escape.Groups["low"].Value)}" : escape.Value;

    private static char Unit(string digits) => (char)int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex(@"\\u(?<high>D[89AB][0-9A-F]{2})\\u(?<low>D[C-F][0-9A-F]{2})|\\.", RegexOptions.ExplicitCapture)]
    private static partial Regex Escape();
}
