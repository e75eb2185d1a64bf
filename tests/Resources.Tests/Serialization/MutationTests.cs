using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Resources.Tests.Serialization;

/// <summary>Replaces each value of documents by every type of JSON: it is taken, or an error names it; nothing else happens.</summary>
public sealed class MutationTests
{
    private static readonly string[] Replacements =
    [
        "null", "true", "false", "0", "-1", "1e400", "-9223372036854775809", "1.5", "\"\"", "\"x\"", "\"\\u0000\"", "\"\\udfff\"", "[]", "[null]", "[[1]]", "{}",
        "{\"a\":1}", "{\"\":null}",
    ];

    [Fact]
    public void Deployment_withAnyValueReplaced_isTakenOrNamed() => MutateAll<Deployment>();

    [Fact]
    public void Pod_withAnyValueReplaced_isTakenOrNamed() => MutateAll<Pod>();

    [Fact]
    public void Node_withAnyValueReplaced_isTakenOrNamed() => MutateAll<Node>();

    [Fact]
    public void Event_withAnyValueReplaced_isTakenOrNamed() => MutateAll<Event>();

    private static void MutateAll<T>()
        where T : class, IResource, new()
    {
        var tried = 0;
        for (var seed = 0; seed < 2; seed++)
        {
            var document = new RandomDocuments(seed).Make(ResourceKinds.Of<T>());
            foreach (var path in Paths(document, "$").ToList())
            {
                foreach (var replacement in Replacements)
                {
                    tried++;
                    Try<T>(Replace(document, path, replacement), path, replacement);
                }
            }
        }

        Assert.True(tried > 1000);
    }

    private static void Try<T>(string json, string path, string replacement)
        where T : class, IResource, new()
    {
        try
        {
            var read = ResourceDecoder.Decode<T>(Encoding.UTF8.GetBytes(json), BodyFormat.Json, new DecodeOptions()).Resource;
            ResourceValidation.Validate(ResourceDefaults.Apply(read), read);
        }
        catch (DecodeException exception)
        {
            // An error inside the replacement names a place below the path.
            Assert.All(exception.Errors, error => Assert.True(
                error.Reason == FieldErrorReason.Malformed || Comparable(error.Field).StartsWith(Comparable(path[2..]), StringComparison.Ordinal),
                $"{path} = {replacement}: {error}"));
        }
    }

    /// <summary>Keys of maps are written in brackets in errors and after a dot in the paths here.</summary>
    private static string Comparable(string path) => string.Concat(path.Where(letter => letter is not ('[' or ']' or '.')));

    private static IEnumerable<string> Paths(JsonNode? node, string path) => node switch
    {
        JsonObject map => map.SelectMany(member => Paths(member.Value, $"{path}.{member.Key}").Prepend($"{path}.{member.Key}")),
        JsonArray list => list.SelectMany((item, index) =>
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");
            return Paths(item, at).Prepend(at);
        }),
        _ => [],
    };

    /// <summary>The document as text with the value at one path replaced, which need not be JSON that a tree can hold.</summary>
    private static string Replace(JsonNode document, string path, string replacement)
    {
        var text = new StringBuilder();
        Write(document, "$");
        return text.ToString();

        void Write(JsonNode? node, string at)
        {
            if (at == path)
            {
                text.Append(replacement);
            }
            else if (node is JsonObject map)
            {
                text.Append('{');
                foreach (var (name, value) in map)
                {
                    text.Append(text[^1] == '{' ? "" : ",").Append(JsonValue.Create(name).ToJsonString()).Append(':');
                    Write(value, $"{at}.{name}");
                }

                text.Append('}');
            }
            else if (node is JsonArray list)
            {
                text.Append('[');
                for (var index = 0; index < list.Count; index++)
                {
                    text.Append(index == 0 ? "" : ",");
                    Write(list[index], string.Create(CultureInfo.InvariantCulture, $"{at}[{index}]"));
                }

                text.Append(']');
            }
            else
            {
                text.Append(node?.ToJsonString() ?? "null");
            }
        }
    }
}
