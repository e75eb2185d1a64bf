using System.Text.Json;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.CustomResources;

/// <summary>What objects look like.</summary>
public sealed record CustomResourceSchema
{
    [Field(1, "A structural schema: JSON Schema with Kubernetes' extensions.", Name = "openAPIV3Schema")]
    public JsonElement? OpenAPIV3Schema { get; init; }
}
