using System.Text.Json;
using Orchestrator.Contracts;
using Orchestrator.Resources.Core;

namespace Orchestrator.Storage.Quotas;

/// <summary>Says in Kubernetes' words what the ledger refuses.</summary>
internal static class QuotaRefusal
{
    /// <summary>The state with which the ledger refuses.</summary>
    public const string SqlState = "OQ403";

    /// <summary>The refusal, 403.</summary>
    /// <param name="message">What the ledger says: the quota, the object, and what is exceeded or not said.</param>
    public static ApiException Of(string message)
    {
        using var document = JsonDocument.Parse(message);
        var root = document.RootElement;
        var why = root.TryGetProperty("unsaid", out var unsaid)
            ? $"failed quota: {Text(root, "quota")}: must specify {unsaid.GetString()}"
            : Exceeded(Text(root, "quota"), [.. root.GetProperty("exceeded").EnumerateArray()]);
        return ApiErrors.Forbidden(Text(root, "group"), Text(root, "plural"), Text(root, "name"), why);
    }

    // Each entry is a name, how much more of it is asked for, how much is used, and the limit as it was written.
    private static string Exceeded(string quota, JsonElement[] entries) =>
        $"exceeded quota: {quota}, requested: {Join(entries, 1)}, used: {Join(entries, 2)}, limited: {Join(entries, 3)}";

    private static string Join(JsonElement[] entries, int column) =>
        string.Join(',', entries.Select(entry => $"{entry[0].GetString()}={Amount(entry[column])}"));

    private static Quantity Amount(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? Quantity.Parse(value.GetString()!) : LedgerAmount.Read(value.GetRawText());

    private static string Text(JsonElement root, string name) => root.GetProperty(name).GetString()!;
}
