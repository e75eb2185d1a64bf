namespace Orchestrator.Gateway.Requests;

/// <summary>How a client wants to have objects.</summary>
internal enum AnswerForm
{
    /// <summary>As they are.</summary>
    Plain,

    /// <summary>As rows of a table for people.</summary>
    Table,
}
