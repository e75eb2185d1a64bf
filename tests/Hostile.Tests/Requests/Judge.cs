using System.Text.Json;
using System.Text.RegularExpressions;

namespace Orchestrator.Hostile.Tests.Requests;

/// <summary>Says what is wrong with an answer, whatever was asked.</summary>
internal static partial class Judge
{
    /// <summary>What is wrong; null where nothing is.</summary>
    /// <param name="code">The code of the answer.</param>
    /// <param name="type">The type of its body.</param>
    /// <param name="body">The body, or its beginning.</param>
    public static string? Fault(int code, string type, string body) => code switch
    {
        >= 500 when !IsVersionAhead(code, body) => "no request may be answered with an error of the server",
        429 => "places are not given back",
        >= 400 when Insides().Match(body) is { Success: true } inside => $"the answer tells of the server's insides: {inside.Value}",
        >= 400 when body.Length > 0 && type == "application/json" && !IsStatus(code, body) => "a refusal is a Status with its code",
        _ => null,
    };

    // The one answer in which Kubernetes, too, has a code of the server for what the client asked.
    private static bool IsVersionAhead(int code, string body) => code == 504 && body.Contains("Too large resource version", StringComparison.Ordinal);

    private static bool IsStatus(int code, string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.GetProperty("kind").GetString() == "Status" && document.RootElement.GetProperty("code").GetInt32() == code;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"Npgsql|Exception\b|\n\s+at |System\.[A-Z]|SQLSTATE|\b22P0|LineNumber: |BytePositionInLine|Orleans\.")]
    private static partial Regex Insides();
}
