using System.Text.Json.Nodes;

namespace Orchestrator.Host.Client.Deleting;

/// <summary>How objects are to be deleted.</summary>
/// <param name="Cascade"><c>background</c>, <c>foreground</c> or <c>orphan</c>: what becomes of what they own.</param>
/// <param name="GracePeriodSeconds">How long they get to end; null leaves it to the object.</param>
/// <param name="IgnoresNotFound">Whether what is not there counts as deleted.</param>
internal sealed record DeleteRequest(string Cascade, int? GracePeriodSeconds, bool IgnoresNotFound)
{
    public JsonObject ToJson()
    {
        var options = new JsonObject { ["propagationPolicy"] = char.ToUpperInvariant(Cascade[0]) + Cascade[1..] };
        if (GracePeriodSeconds is { } seconds)
        {
            options["gracePeriodSeconds"] = seconds;
        }

        return options;
    }
}
