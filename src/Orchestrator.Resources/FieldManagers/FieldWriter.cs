using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.FieldManagers;

/// <summary>Who writes an object, and how.</summary>
public sealed record FieldWriter
{
    /// <summary>The name that the writer gives itself.</summary>
    public required string Manager { get; init; }

    /// <summary>One of <see cref="ManagedFieldsOperation"/>.</summary>
    public string Operation { get; init; } = ManagedFieldsOperation.Update;

    /// <summary>The API version in which it writes.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>The subresource through which it writes; empty for the object itself.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }
}
