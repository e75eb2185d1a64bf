namespace Orchestrator.Gateway.Requests;

/// <summary>The kinds of patches that are served.</summary>
internal enum PatchType
{
    /// <summary>RFC 7386.</summary>
    JsonMerge,

    /// <summary>Kubernetes' own, by the descriptions of the kinds.</summary>
    StrategicMerge,

    /// <summary>RFC 6902.</summary>
    Json,

    /// <summary>Server-side apply: what the writer wants of the object, as a document.</summary>
    Apply,
}
