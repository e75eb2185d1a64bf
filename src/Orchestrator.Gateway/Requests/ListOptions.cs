using System.Globalization;
using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Errors;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Selectors;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Gateway.Requests;

/// <summary>What the query of a list or watch asks for.</summary>
internal sealed record ListOptions
{
    private const string NotOlderThan = "NotOlderThan";
    private const string Exact = "Exact";

    /// <summary>Which objects.</summary>
    public required ResourceQuery Query { get; init; }

    /// <summary>The version that the client knows; null where it names none, 0 where any will do.</summary>
    public long? ResourceVersion { get; init; }

    /// <summary>Whether a watch begins with what is there; null where the version decides.</summary>
    public bool? SendInitialEvents { get; init; }

    /// <summary>Whether a watch may carry bookmarks.</summary>
    public bool AllowBookmarks { get; init; }

    /// <summary>After how many seconds a watch ends; null where the server decides.</summary>
    public long? TimeoutSeconds { get; init; }

    /// <summary>Whether a query asks for a watch.</summary>
    public static bool AsksForWatch(IQueryCollection query) => query.Flag("watch");

    /// <summary>Reads a query.</summary>
    public static ListOptions Read(HttpContext context, KindDescription kind)
    {
        var query = context.Request.Query;
        var (asked, version) = (QueryOf(context, kind), VersionOf(query));
        var match = query.Text("resourceVersionMatch");

        // A page of a version, without a word on how it is meant, is a page of just that version, as in Kubernetes.
        var isExact = match == Exact || (match is null && version > 0 && asked.Limit is not null && asked.Continue is null);
        var options = new ListOptions
        {
            Query = isExact && !AsksForWatch(query) ? asked with { AtVersion = version } : asked,
            ResourceVersion = version,
            SendInitialEvents = query.OptionalFlag("sendInitialEvents"),
            AllowBookmarks = query.Flag("allowWatchBookmarks"),
            TimeoutSeconds = query.Number("timeoutSeconds"),
        };
        RequireSense(options, match, AsksForWatch(query));
        return options;
    }

    private static ResourceQuery QueryOf(HttpContext context, KindDescription kind)
    {
        var query = context.Request.Query;
        var limit = query.Number("limit");
        if (limit < 0)
        {
            throw Refusals.InvalidOption("ListOptions", "limit", FieldErrorReason.Invalid, "must be 0 or more");
        }

        try
        {
            return new ResourceQuery
            {
                Group = kind.Group,
                Kind = kind.Kind,
                Namespace = ResourcePath.NamespaceOf(context),
                Labels = LabelSelectorParser.Parse(query.Text("labelSelector")),
                Fields = FieldSelectorParser.Parse(query.Text("fieldSelector"), kind),
                Limit = limit is > 0 ? (int)Math.Min(limit.Value, int.MaxValue) : null,
                Continue = query.Text("continue"),
            };
        }
        catch (SelectorException fault)
        {
            throw ApiErrors.BadRequest(fault.Message);
        }
    }

    private static long? VersionOf(IQueryCollection query) => query.Text("resourceVersion") is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version
        : throw ApiErrors.BadRequest($"Invalid value: \"{text}\": resourceVersion must be a version that the server has given");

    private static void RequireSense(ListOptions options, string? match, bool watch)
    {
        if (match is not (null or Exact or NotOlderThan))
        {
            throw Refusals.InvalidOption("ListOptions", "resourceVersionMatch", FieldErrorReason.NotSupported, $"must be {Exact} or {NotOlderThan}; got \"{match}\"");
        }

        if (options.SendInitialEvents is not null && (match != NotOlderThan || !watch))
        {
            throw Forbidden("sendInitialEvents", $"needs watch=true and resourceVersionMatch={NotOlderThan}");
        }

        if (watch && match is not null && options.SendInitialEvents is null)
        {
            throw Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
        }

        if (!watch && match is not null && options.ResourceVersion is null)
        {
            throw Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden unless resourceVersion is provided");
        }

        if (!watch && match == Exact && options.ResourceVersion == 0)
        {
            throw Forbidden("resourceVersionMatch", "resourceVersionMatch \"Exact\" is forbidden for resourceVersion \"0\"");
        }

        if (options is { Query.Continue: not null, ResourceVersion: not (null or 0) })
        {
            throw ApiErrors.BadRequest("specifying resource version is not allowed when using continue");
        }
    }

    private static ApiException Forbidden(string option, string why) =>
        Refusals.InvalidOption("ListOptions", option, FieldErrorReason.Forbidden, $"Forbidden: {why}");
}
