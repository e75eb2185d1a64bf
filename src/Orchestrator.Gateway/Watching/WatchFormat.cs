using Orchestrator.Gateway.Requests;
using Orchestrator.Gateway.Tables;

namespace Orchestrator.Gateway.Watching;

/// <summary>How the objects of a watch are written.</summary>
internal sealed class WatchFormat(AnswerForm form, IncludeObject include)
{
    private bool _columnsSent;

    /// <summary>As they are, or as rows.</summary>
    public AnswerForm Form => form;

    /// <summary>What rows carry besides their cells.</summary>
    public IncludeObject Include => include;

    /// <summary>Whether the headings are still to be sent: the first table of a watch has them, the others do not.</summary>
    public bool TakeColumns()
    {
        var sent = _columnsSent;
        _columnsSent = true;
        return !sent;
    }
}
