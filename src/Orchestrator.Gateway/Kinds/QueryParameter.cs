namespace Orchestrator.Gateway.Kinds;

/// <summary>Something that the query of a request may say.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in JSON Schema: <c>string</c>, <c>boolean</c> or <c>integer</c>.</param>
/// <param name="Description">What it says, in a sentence.</param>
internal sealed record QueryParameter(string Name, string Type, string Description)
{
    /// <summary>What any list may be asked.</summary>
    public static QueryParameter[] OfList { get; } =
    [
        new("allowWatchBookmarks", "boolean", "Whether a watch may send events that only tell the version."),
        new("continue", "string", "Goes on with a list where the page before ended: the token that it carried."),
        new("fieldSelector", "string", "Only objects with these values of fields."),
        new("labelSelector", "string", "Only objects with these labels."),
        new("limit", "integer", "How many objects the page has at most."),
        new("resourceVersion", "string", "The version that the client knows, from which a watch goes on."),
        new("resourceVersionMatch", "string", "How the version is meant: Exact or NotOlderThan."),
        new("sendInitialEvents", "boolean", "Whether a watch begins with the objects that are there."),
        new("timeoutSeconds", "integer", "After how many seconds a watch ends."),
        new("watch", "boolean", "Whether changes are sent as they happen, instead of a list."),
    ];

    /// <summary>What any write may be asked.</summary>
    public static QueryParameter[] OfWrite { get; } =
    [
        DryRun,
        new("fieldManager", "string", "Who writes, which is kept with the fields that are written."),
        new("fieldValidation", "string", "What unknown and repeated fields are: Strict (errors), Warn (warnings) or Ignore."),
    ];

    /// <summary>What any patch may be asked.</summary>
    public static QueryParameter[] OfPatch { get; } =
        [.. OfWrite, new("force", "boolean", "Whether fields of other managers are taken over; for server-side apply only.")];

    /// <summary>What any deletion may be asked.</summary>
    public static QueryParameter[] OfDelete { get; } =
    [
        DryRun,
        new("gracePeriodSeconds", "integer", "How long the object has to end well, in seconds."),
        new("orphanDependents", "boolean", "The older way to say Orphan or Background."),
        new("propagationPolicy", "string", "What becomes of the objects that this one owns: Orphan, Background or Foreground."),
    ];

    private static QueryParameter DryRun => new("dryRun", "string", "All: check only, and answer what would be.");
}
