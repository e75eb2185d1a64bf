using System.Text.Json.Serialization;

namespace Orchestrator.Storage.Reading;

[JsonSerializable(typeof(ContinueToken))]
internal sealed partial class ContinueTokenJson : JsonSerializerContext;
