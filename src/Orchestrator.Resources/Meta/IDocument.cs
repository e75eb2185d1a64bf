namespace Orchestrator.Resources.Meta;

/// <summary>A document that says what it is.</summary>
public interface IDocument
{
    /// <summary>API group and version, such as <c>apps/v1</c>; just the version for the core group.</summary>
    string ApiVersion { get; }

    /// <summary>Kind, such as <c>Deployment</c>.</summary>
    string Kind { get; }
}
