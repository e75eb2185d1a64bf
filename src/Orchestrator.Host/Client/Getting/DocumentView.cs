using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Orchestrator.Host.Client.Connecting;
using Orchestrator.Host.Client.Printing;
using Orchestrator.Host.Client.Resources;

namespace Orchestrator.Host.Client.Getting;

/// <summary>Shows objects whole, or just their names.</summary>
internal sealed class DocumentView(ClientSession session, View view)
{
    private readonly ObjectList _lists = new(session.Api);
    private bool _failed;

    public async Task<int> ShowAsync(ImmutableArray<Asked> what, CancellationToken cancellationToken)
    {
        var found = new List<(ApiResource Kind, JsonObject Document)>();
        foreach (var one in what)
        {
            found.AddRange((await ReadAsync(one, cancellationToken)).Select(document => (one.Resource, document)));
        }

        if (view.Output == "name")
        {
            await PrintNamesAsync(found);
            if (found.Count == 0 && !_failed)
            {
                await TableView.SayNothingFoundAsync(session, view, what);
            }
        }
        else if (what is [{ Names.Length: 1 }])
        {
            foreach (var (_, document) in found)
            {
                await new DocumentPrinter(session.Out, view.Output).PrintAsync(document);
            }
        }
        else
        {
            await new DocumentPrinter(session.Out, view.Output).PrintAsync(ListOf(found.Select(pair => pair.Document)));
        }

        return _failed ? ExitCode.Refused : ExitCode.Success;
    }

    /// <summary>What an item of a list leaves out, because the list says it.</summary>
    public static JsonObject Complete(JsonObject item, ApiResource kind)
    {
        var complete = new JsonObject
        {
            ["apiVersion"] = item.Text("apiVersion") ?? kind.ApiVersion,
            ["kind"] = item.Text("kind") ?? kind.Kind,
        };
        foreach (var (name, value) in item.Where(member => member.Key is not ("apiVersion" or "kind")))
        {
            complete[name] = value?.DeepClone();
        }

        return complete;
    }

    public static string NameOf(ApiResource kind, JsonObject document) => Printable.Line($"{kind.QualifiedName}/{document.Text("metadata", "name")}");

    private static JsonObject ListOf(IEnumerable<JsonNode> documents) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "List",
        ["metadata"] = new JsonObject { ["resourceVersion"] = "" },
        ["items"] = new JsonArray([.. documents]),
    };

    private async Task PrintNamesAsync(List<(ApiResource Kind, JsonObject Document)> found)
    {
        foreach (var (kind, document) in found)
        {
            await session.Out.WriteLineAsync(NameOf(kind, document));
        }
    }

    private async Task<List<JsonObject>> ReadAsync(Asked one, CancellationToken cancellationToken)
    {
        var documents = new List<JsonObject>();
        try
        {
            if (one.Names.IsEmpty)
            {
                var pages = await _lists.ReadAsync(one.Resource.Path(view.Namespace), view.Selectors, ApiClient.Json, cancellationToken);
                documents.AddRange(pages.SelectMany(page => page.Items("items")).Select(item => Complete(item, one.Resource)));
            }
        }
        catch (ApiFailure failure)
        {
            _failed = true;
            await session.ReportAsync("", failure);
        }

        foreach (var name in one.Names)
        {
            try
            {
                documents.Add(Complete(await session.Api.GetAsync(one.Resource.Path(view.Namespace, name), ApiClient.Json, cancellationToken), one.Resource));
            }
            catch (ApiFailure failure)
            {
                _failed = true;
                await session.ReportAsync("", failure);
            }
        }

        return documents;
    }
}
