namespace Orchestrator.Resources.Serialization;

/// <summary>How a document is written.</summary>
public enum BodyFormat
{
    /// <summary>JSON.</summary>
    Json,

    /// <summary>YAML.</summary>
    Yaml,

    /// <summary>Kubernetes' protobuf: four bytes that say so, and a message that holds the document's kind and the document.</summary>
    Protobuf,
}
