namespace Orchestrator.Gateway.Requests;

/// <summary>How a client wants to have objects.</summary>
internal enum AnswerForm
{
    /// <summary>As they are.</summary>
    Plain,

    /// <summary>Their metadata alone.</summary>
    Metadata,

    /// <summary>As rows of a table for people.</summary>
    Table,
}
