using System.Text.Json;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.CustomResources;

/// <summary>What can be written apart from the rest of an object.</summary>
public sealed record CustomResourceSubresources
{
    [Field(1, "Whether the status can: an empty object if so.")]
    public JsonElement? Status { get; init; }

    [Field(2, "Whether the number of replicas can.")]
    public CustomResourceScale? Scale { get; init; }
}
