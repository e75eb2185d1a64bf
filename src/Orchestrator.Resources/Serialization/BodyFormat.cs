namespace Orchestrator.Resources.Serialization;

/// <summary>How a document is written.</summary>
public enum BodyFormat
{
    /// <summary>JSON.</summary>
    Json,

    /// <summary>YAML.</summary>
    Yaml,
}
