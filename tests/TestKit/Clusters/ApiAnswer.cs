using System.Net;
using System.Text.Json.Nodes;

namespace Orchestrator.TestKit.Clusters;

/// <summary>What the API answered.</summary>
public sealed record ApiAnswer
{
    public required HttpStatusCode Code { get; init; }

    public required string Body { get; init; }

    /// <summary>The texts of the <c>Warning</c> headers.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    public bool IsSuccess => (int)Code is >= 200 and < 300;

    public JsonNode Document => JsonNode.Parse(Body)!;

    public ApiAnswer Succeeded() => IsSuccess ? this : throw new InvalidOperationException($"The API answered {(int)Code}: {Body}");
}
