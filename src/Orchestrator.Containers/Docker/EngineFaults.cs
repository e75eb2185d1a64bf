using System.Net;
using System.Text.Json;
using Docker.DotNet;

namespace Orchestrator.Containers.Docker;

/// <summary>The one place where failures of the engine, and of reaching it, are classified.</summary>
internal static class EngineFaults
{
    // The engine's words for trouble of its own while it starts a container, which say nothing about the container.
    private static readonly string[] OwnTrouble =
        ["containerd.sock", "containerd is not running", "context deadline exceeded", "context canceled", "connection error: desc", "daemon is shutting down"];

    // The engine's words, with 500, for an archive that it cannot unpack or may not unpack there.
    private static readonly string[] BadArchive = ["archive/tar", "unexpected EOF", "marked read-only"];

    private static readonly string[] FullDisk = ["no space left on device", "disk quota exceeded"];

    /// <summary>What an exception means for whoever made the call.</summary>
    public static EngineException Classify(EngineOperation operation, Exception exception)
    {
        if (exception is EngineException classified)
        {
            return classified;
        }

        if (exception is not DockerApiException answer)
        {
            // No answer, half an answer, or one that is no JSON: nothing is known of what the engine did.
            return new EngineException(EngineFault.Unavailable, $"The container engine cannot be reached: {InnermostMessage(exception)}", exception);
        }

        var sentence = SentenceOf(answer);
        return new EngineException(FaultOf(operation, answer.StatusCode, sentence), sentence, answer);
    }

    /// <summary>What a sentence in a stream of progress means, which came after the engine had answered with 200.</summary>
    public static EngineException Classify(EngineOperation operation, string sentence) =>
        new(FaultOf(operation, HttpStatusCode.InternalServerError, sentence), sentence);

    private static EngineFault FaultOf(EngineOperation operation, HttpStatusCode status, string sentence) => operation switch
    {
        _ when FullDisk.Any(words => Says(sentence, words)) => EngineFault.OutOfSpace,

        // Said when the engine was upgraded or replaced under us: the version is negotiated again.
        _ when Says(sentence, "client version") && status == HttpStatusCode.BadRequest => EngineFault.Unavailable,
        EngineOperation.PullImage => PullFaults.FaultOf(status, sentence),
        EngineOperation.ImportImage or EngineOperation.WriteArchive when BadArchive.Any(words => Says(sentence, words)) => EngineFault.Invalid,
        EngineOperation.StartContainer => FaultOfStart(status, sentence),
        EngineOperation.EnsureNetwork or EngineOperation.RemoveNetwork when status == HttpStatusCode.Forbidden || Says(sentence, "Pool overlaps")
            => EngineFault.Conflict,
        _ => status switch
        {
            HttpStatusCode.NotFound => EngineFault.NotFound,
            HttpStatusCode.Conflict => EngineFault.Conflict,
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => EngineFault.Unavailable,
            < HttpStatusCode.InternalServerError => EngineFault.Invalid,
            _ => EngineFault.Unavailable,
        },
    };

    // A start is refused with 400 (no such command), 403 (address in use), 404 (network gone) and 500 (port taken, device missing) alike.
    private static EngineFault FaultOfStart(HttpStatusCode status, string sentence) => status switch
    {
        HttpStatusCode.NotFound when Says(sentence, "No such container") => EngineFault.NotFound,
        HttpStatusCode.Conflict => EngineFault.Conflict,
        HttpStatusCode.Forbidden when Says(sentence, "Address already in use") => EngineFault.AddressInUse,
        HttpStatusCode.TooManyRequests or > HttpStatusCode.InternalServerError => EngineFault.Unavailable,
        HttpStatusCode.InternalServerError when OwnTrouble.Any(words => Says(sentence, words)) => EngineFault.Unavailable,
        _ => EngineFault.Start,
    };

    private static string SentenceOf(DockerApiException answer)
    {
        var body = answer.ResponseBody?.Trim() ?? "";
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("message", out var message))
            {
                return message.ToString();
            }
        }
        catch (JsonException)
        {
            // Proxies in front of an engine answer in plain text, which is then the sentence.
        }

        return body.Length > 0 ? body : $"The container engine answered with status {(int)answer.StatusCode}.";
    }

    private static string InnermostMessage(Exception exception) => exception.InnerException is { } inner ? InnermostMessage(inner) : exception.Message;

    private static bool Says(string sentence, string words) => sentence.Contains(words, StringComparison.OrdinalIgnoreCase);
}
