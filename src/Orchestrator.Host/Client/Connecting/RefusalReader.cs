using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Host.Client.Resources;

namespace Orchestrator.Host.Client.Connecting;

/// <summary>Reads why the server refuses.</summary>
internal static class RefusalReader
{
    private const int BytesMax = 1 << 20;
    private const int ExcerptLength = 200;

    public static async Task<ApiFailure> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var body = await ReadSomeAsync(answer, cancellationToken);
        return Status(body) is { } status && status.Text("message") is { Length: > 0 } message
            ? new ApiFailure(answer.StatusCode, status.Text("reason") ?? "", message)
            : new ApiFailure(answer.StatusCode, ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture), Excerpt(answer, body));
    }

    /// <summary>The code of a Status; 0 where it has none.</summary>
    public static ApiFailure OfStatus(JsonObject status)
    {
        var code = status["code"] is JsonValue value && value.TryGetValue(out int number) ? number : 0;
        return new ApiFailure((System.Net.HttpStatusCode)code, status.Text("reason") ?? "", status.Text("message") ?? "without a message");
    }

    private static async Task<byte[]> ReadSomeAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BytesMax);
        try
        {
            await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
            var length = await stream.ReadAtLeastAsync(buffer.AsMemory(0, BytesMax), BytesMax, throwOnEndOfStream: false, cancellationToken);
            return buffer[..length];
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException)
        {
            // The code has come and says enough; the rest of the answer is lost.
            return [];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static JsonObject? Status(byte[] body)
    {
        try
        {
            return AnswerJson.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Excerpt(HttpResponseMessage answer, byte[] body)
    {
        var text = Encoding.UTF8.GetString(body).Trim();
        return text.Length == 0 ? answer.ReasonPhrase ?? "no message" : text.Length <= ExcerptLength ? text : $"{text[..ExcerptLength]}...";
    }
}
