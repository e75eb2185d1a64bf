using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A token of the pod's service account as a file, which is replaced by a newer one before it ends.</summary>
public sealed record ServiceAccountTokenProjection
{
    [Field(1, "Whom the token is shown to; the API by default.")]
    public string? Audience { get; init; }

    [Field(2, "For how many seconds a token is good.", Default = "3600", Minimum = 600, Maximum = 4294967296)]
    public long? ExpirationSeconds { get; init; }

    [Field(3, "The path of the file in the volume.", Required = true)]
    public string? Path { get; init; }
}
