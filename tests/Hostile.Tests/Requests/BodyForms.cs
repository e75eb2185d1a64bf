using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Hostile.Tests.Mutation;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Tests.Serialization;

namespace Orchestrator.Hostile.Tests.Requests;

/// <summary>Writes documents in the forms that bodies may have.</summary>
internal static class BodyForms
{
    private static readonly string[] YamlOnly =
    [
        "a: &a [x, *a]\n", "a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n",
        "---\n...\n---\n", "<<: {kind: Pod}\n", "? [complex, key]\n: value\n", "!!python/object:os.system {}\n", "\tkind: Pod\n", "%YAML 9.9\n---\n", "a: |\n  text\n b\n", "metadata: *unknown\n", "kind: !!binary AAEC\n", "- - - - -\n",
    ];

    /// <summary>The document as JSON, YAML or Kubernetes' protobuf, and its type.</summary>
    public static (string Type, byte[] Body) Write(JsonObject document, KindDescription kind, Random random) => random.Next(6) switch
    {
        0 => ("application/yaml", Encoding.UTF8.GetBytes(Yaml(document, random))),
        1 => ("application/vnd.kubernetes.protobuf", Protobuf(document, kind)),
        2 => ("application/json", Encoding.UTF8.GetBytes(Doubled(JsonMutation.TextOf(document), random))),
        _ => ("application/json", Encoding.UTF8.GetBytes(JsonMutation.TextOf(document))),
    };

    // JSON is YAML, and what only YAML has comes before or after it.
    private static string Yaml(JsonObject document, Random random)
    {
        var text = JsonMutation.TextOf(document);
        var other = YamlOnly[random.Next(YamlOnly.Length)];
        return random.Next(4) switch { 0 => other, 1 => $"{other}{text}", 2 => $"{text}\n{other}", _ => text };
    }

    // Escapes that no text has, and members that are there twice.
    private static string Doubled(string json, Random random)
    {
        string[] put = ["\\ud800", "\\u0000", "\\udc00\\ud800", "\",\"kind\":\"Pod\",\"x\":\"", "\\q", "\u0001", "\":{\"a\":1},\"a\":\""];
        var at = json.IndexOf('"', random.Next(json.Length));
        return at < 0 ? json : json.Insert(at + 1, put[random.Next(put.Length)]);
    }

    // A document that was changed so that it cannot be written by its description goes as the bytes of its text.
    private static byte[] Protobuf(JsonObject document, KindDescription kind)
    {
        try
        {
            return ProtobufWriter.Body(document, kind.Schema);
        }
        catch (Exception unwritable) when (unwritable is InvalidOperationException or FormatException or ArgumentException or NullReferenceException or OverflowException)
        {
            return ProtobufWriter.Body(kind.ApiVersion, kind.Kind, ByteMutation.Change(Encoding.UTF8.GetBytes(JsonMutation.TextOf(document)), new Random(document.Count)));
        }
    }
}
