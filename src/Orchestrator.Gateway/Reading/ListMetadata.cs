using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Gateway.Reading;

/// <summary>What a list says of itself.</summary>
/// <param name="ResourceVersion">The version at which it is complete; null where it is an object rather than a list.</param>
/// <param name="Continue">Goes on with the next page; null at the end.</param>
/// <param name="Remaining">How many items follow; null where it was not counted.</param>
internal sealed record ListMetadata(long? ResourceVersion, string? Continue = null, long? Remaining = null)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (ResourceVersion is { } version)
        {
            json.WriteString("resourceVersion", version.ToString(CultureInfo.InvariantCulture));
        }

        if (Continue is not null)
        {
            json.WriteString("continue", Continue);
        }

        if (Remaining is { } remaining)
        {
            json.WriteNumber("remainingItemCount", remaining);
        }

        json.WriteEndObject();
    }
}
