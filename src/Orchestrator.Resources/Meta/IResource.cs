namespace Orchestrator.Resources.Meta;

/// <summary>An object of the API: what all kinds have in common.</summary>
public interface IResource : IDocument
{
    /// <summary>Identity, labels and bookkeeping.</summary>
    ObjectMeta Metadata { get; }
}
