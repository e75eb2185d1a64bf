using System.Text.Json.Serialization;

namespace Orchestrator.Agent.Images;

/// <summary>How the ledger is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SortedDictionary<string, LedgerEntry>))]
internal sealed partial class LedgerJson : JsonSerializerContext;
