using System.Text.Json;

namespace Gateway.Tests.Fixtures;

/// <summary>A whole answer.</summary>
public sealed record Answer(int Code, string Text, string? ContentType, IReadOnlyList<string> Warnings, string? RetryAfter)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string? Reason => Json.GetProperty("reason").GetString();

    public string Message => Json.GetProperty("message").GetString()!;

    public static async Task<Answer> OfAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        await response.Content.ReadAsStringAsync(),
        response.Content.Headers.ContentType?.MediaType,
        response.Headers.TryGetValues("Warning", out var warnings) ? [.. warnings] : [],
        response.Headers.TryGetValues("Retry-After", out var after) ? after.Single() : null);

    /// <summary>The value at a path such as <c>metadata.name</c>, as text.</summary>
    public string? At(string path)
    {
        var value = Json;
        foreach (var name in path.Split('.'))
        {
            if (value.ValueKind == JsonValueKind.Array)
            {
                value = value[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)];
            }
            else if (!value.TryGetProperty(name, out value))
            {
                return null;
            }
        }

        return value.ToString();
    }
}
