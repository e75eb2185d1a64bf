using System.Text.Json.Nodes;
using Orchestrator.Host.Client.Resources;

namespace Orchestrator.Host.Client.Logging;

/// <summary>A selector of a document in the words of a query.</summary>
internal static class SelectorText
{
    /// <summary>The selector as text; empty where there is none.</summary>
    /// <param name="selector">One with <c>matchLabels</c> and <c>matchExpressions</c>, or plainly the labels.</param>
    public static string Of(JsonNode? selector)
    {
        var labels = selector.At("matchLabels") is null && selector.At("matchExpressions") is null ? selector : selector.At("matchLabels");
        var parts = (labels as JsonObject ?? []).Select(label => $"{label.Key}={label.Value.Text()}");
        return string.Join(',', parts.Concat(selector.Items("matchExpressions").Select(Expression)));
    }

    private static string Expression(JsonObject expression)
    {
        var key = expression.Text("key");
        var values = string.Join(',', expression["values"] is JsonArray list ? list.Select(value => value.Text()) : []);
        return expression.Text("operator") switch
        {
            "In" => $"{key} in ({values})",
            "NotIn" => $"{key} notin ({values})",
            "Exists" => $"{key}",
            "DoesNotExist" => $"!{key}",
            var other => throw new ClientException($"the selector's operator {other} is not known"),
        };
    }
}
