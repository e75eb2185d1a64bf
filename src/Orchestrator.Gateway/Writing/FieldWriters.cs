using Microsoft.AspNetCore.Http;
using Orchestrator.Gateway.Errors;
using Orchestrator.Gateway.Requests;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.FieldManagers;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Gateway.Writing;

/// <summary>Says who a request writes as, for the account of who manages which field.</summary>
internal sealed class FieldWriters(TimeProvider time)
{
    private const int NameCharsMax = 128;
    private const string Nameless = "unknown";

    /// <summary>The writer of a create, replace or patch: as it names itself, or as its program does.</summary>
    /// <param name="context">The request.</param>
    /// <param name="kind">What it writes.</param>
    /// <param name="subresource">Through which subresource; empty for the object itself.</param>
    public FieldWriter Updating(HttpContext context, KindDescription kind, string subresource = "") => new()
    {
        Manager = context.Request.Query.FieldManager() ?? ProgramOf(context.Request),
        ApiVersion = kind.ApiVersion,
        Subresource = subresource,
        Time = time.GetUtcNow(),
    };

    /// <summary>The writer of a server-side apply, which has to name itself: its next apply removes what this one named.</summary>
    /// <param name="context">The request.</param>
    /// <param name="kind">What it writes.</param>
    /// <param name="subresource">Through which subresource; empty for the object itself.</param>
    public FieldWriter Applying(HttpContext context, KindDescription kind, string subresource = "") => new()
    {
        Manager = context.Request.Query.FieldManager() ?? throw Refusals.InvalidOption(
            "PatchOptions", "fieldManager", FieldErrorReason.Required, "Required value: is required for apply patch"),
        Operation = ManagedFieldsOperation.Apply,
        ApiVersion = kind.ApiVersion,
        Subresource = subresource,
        Time = time.GetUtcNow(),
    };

    /// <summary>The program's name is what its User-Agent begins with, such as <c>kubectl/v1.34.5</c>.</summary>
    private static string ProgramOf(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        var end = agent.IndexOf('/', StringComparison.Ordinal);
        var name = new string([.. (end < 0 ? agent : agent[..end]).Where(c => !char.IsControl(c)).Take(NameCharsMax)]);
        return name.Length == 0 ? Nameless : name;
    }
}
