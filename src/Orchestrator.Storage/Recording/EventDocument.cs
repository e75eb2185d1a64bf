using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Orchestrator.Contracts.Recording;

namespace Orchestrator.Storage.Recording;

/// <summary>Writes what happened, once or several times, as a Kubernetes Event.</summary>
/// <param name="First">The first record.</param>
/// <param name="Last">When it last happened.</param>
/// <param name="Count">How often it happened.</param>
internal sealed record EventDocument(EventRecord First, DateTimeOffset Last, long Count)
{
    // A name has at most 253 characters; a dot and the hash need 17.
    private const int ObjectNameLengthMax = 236;

    // PostgreSQL compares these texts to find the later one, so they have one width.
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Events of objects without a namespace live in <c>default</c>, as kubectl expects.</summary>
    public string Namespace => Clean(First.Involved.Namespace) is { Length: > 0 } own ? own : "default";

    /// <summary>The same for the same uid, reason, message and component.</summary>
    public string Name
    {
        get
        {
            var identity = string.Join('\u001f', First.Involved.Uid, First.Reason, First.Message, First.Component);
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 8));
            var name = Clean(First.Involved.Name);
            return $"{name[..Math.Min(name.Length, ObjectNameLengthMax)]}.{hash}";
        }
    }

    public EventDocument Add(EventRecord again) => this with { Last = again.Time > Last ? again.Time : Last, Count = Count + 1 };

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("apiVersion", "v1");
        json.WriteString("kind", "Event");
        json.WriteStartObject("metadata");
        json.WriteString("name", Name);
        json.WriteString("namespace", Namespace);
        json.WriteString("creationTimestamp", Format(First.Time));
        json.WriteEndObject();
        WriteInvolved(json);
        json.WriteString("type", First.Type == EventType.Warning ? "Warning" : "Normal");
        json.WriteString("reason", Clean(First.Reason));
        json.WriteString("message", Clean(First.Message));
        json.WriteStartObject("source");
        json.WriteString("component", Clean(First.Component));
        if (First.Host.Length > 0)
        {
            json.WriteString("host", Clean(First.Host));
        }

        json.WriteEndObject();
        json.WriteString("reportingComponent", Clean(First.Component));
        json.WriteString("reportingInstance", Clean(First.Host));
        json.WriteString("firstTimestamp", Format(First.Time));
        json.WriteString("lastTimestamp", Format(Last));
        json.WriteNumber("count", Count);
        json.WriteEndObject();
    }

    private void WriteInvolved(Utf8JsonWriter json)
    {
        var involved = First.Involved;
        json.WriteStartObject("involvedObject");
        json.WriteString("apiVersion", Clean(involved.ApiVersion));
        json.WriteString("kind", Clean(involved.Kind));
        if (involved.Namespace.Length > 0)
        {
            json.WriteString("namespace", Clean(involved.Namespace));
        }

        json.WriteString("name", Clean(involved.Name));
        json.WriteString("uid", Clean(involved.Uid));
        json.WriteEndObject();
    }

    private static string Format(DateTimeOffset at) => at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    // jsonb holds no zero character; a container's output that ends up in a message can.
    private static string Clean(string text) => text.Replace('\0', '\uFFFD');
}
