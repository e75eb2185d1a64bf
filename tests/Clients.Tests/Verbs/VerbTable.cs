using System.Globalization;
using System.Text;
using Orchestrator.Resources.Description;

namespace Orchestrator.Clients.Tests.Verbs;

/// <summary>Writes which verbs work on what, from what a client has seen.</summary>
internal static class VerbTable
{
    private const string Works = "works";
    private const string None = "-";

    private static readonly (string Column, ResourceVerbs Verb, string[] Requests)[] Columns =
    [
        ("get", ResourceVerbs.Get, ["get"]),
        ("list", ResourceVerbs.List, ["list"]),
        ("watch", ResourceVerbs.Watch, ["watch"]),
        ("create", ResourceVerbs.Create, ["create"]),
        ("update", ResourceVerbs.Update, ["update"]),
        ("patch", ResourceVerbs.Patch, ["patch (JSON)", "patch (merge)", "patch (strategic)", "patch (apply)"]),
        ("delete", ResourceVerbs.Delete, ["delete"]),
        ("deletecollection", ResourceVerbs.DeleteCollection, ["deletecollection"]),
    ];

    private const ResourceVerbs Writes = ResourceVerbs.Create | ResourceVerbs.Update | ResourceVerbs.Patch;

    private const string Introduction = """

        What can be done with objects of each kind, as the JavaScript client has seen it: the test `VerbTests.Kind_answers_all_of_its_verbs` fails for a kind of which this is not true, and
        `VerbTests.Requests_are_answered_as_they_should_be` for a subresource. A patch is one of all four types; of subresources one type is tried.

        - **works**: the request was answered as Kubernetes documents, and did what it asked for.
        - **stored**: it was, and what it wrote is kept and returned; some of it has no effect yet, which the fields above tell.
        - **refused**: the answer is 405 and says what to do instead.
        - `-`: it is no verb of this resource, or no test asks for it.


        """;

    /// <summary>What has to be asked of a kind, so that all of its verbs were.</summary>
    public static IEnumerable<string> VerbsOf(KindDescription kind) => Columns.Where(column => kind.Verbs.HasFlag(column.Verb)).SelectMany(column => column.Requests);

    /// <summary>The section as Markdown.</summary>
    public static string Render(IReadOnlyList<ExercisedVerb> requests)
    {
        var table = new StringBuilder(CompatibilityTable.Verbs).Append(Introduction.ReplaceLineEndings("\n"));
        table.Append(CultureInfo.InvariantCulture, $"| resource | {string.Join(" | ", Columns.Select(column => column.Column))} |\n");
        table.Append(CultureInfo.InvariantCulture, $"|---|{string.Concat(Columns.Select(_ => "---|"))}\n");
        foreach (var resource in requests.Select(request => request.Resource).Distinct().OrderBy(resource => resource, StringComparer.Ordinal))
        {
            var kind = ResourceKinds.All.FirstOrDefault(kind => kind.QualifiedPlural == resource);
            var cells = Columns.Select(column => Cell([.. requests.Where(request => request.Resource == resource && column.Requests.Contains(request.Verb))], column.Verb, kind));
            table.Append(CultureInfo.InvariantCulture, $"| {resource} | {string.Join(" | ", cells)} |\n");
        }

        return table.ToString();
    }

    private static string Cell(IReadOnlyList<ExercisedVerb> requests, ResourceVerbs verb, KindDescription? kind)
    {
        var levels = requests.Select(request => request.Level ?? "fault").Distinct().ToList();
        return levels switch
        {
            [] => None,
            [Works] when Writes.HasFlag(verb) && kind is not null && IsStored(kind) => "stored",
            _ => string.Join(", ", levels),
        };
    }

    private static bool IsStored(KindDescription kind) =>
        kind.Schema.Fields.Any(field => field.Name is not ("metadata" or "status") && field.Support == SupportLevel.Stored);
}
