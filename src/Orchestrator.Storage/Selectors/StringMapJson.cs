using System.Text.Json.Serialization;

namespace Orchestrator.Storage.Selectors;

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class StringMapJson : JsonSerializerContext;
