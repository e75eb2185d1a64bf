using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Orchestrator.Host.Client.Printing;
using Orchestrator.Host.Client.Resources;

namespace Orchestrator.Host.Client.Getting;

/// <summary>Prints objects as they change, and remembers what was printed, so that a second list prints only what is new.</summary>
internal sealed class WatchedObjects(ClientSession session, View view, ApiResource kind)
{
    private readonly TablePrinter _table = TableView.Printer(session, view, kind);
    private readonly DocumentPrinter _documents = new(session.Out, view.Output);
    private readonly Dictionary<string, string> _versions = new(StringComparer.Ordinal);
    private ImmutableArray<TableColumn> _columns = [];

    public async Task ListedAsync(ImmutableArray<JsonObject> pages)
    {
        if (view.IsTable)
        {
            foreach (var page in pages)
            {
                await PrintRowsAsync(Table.Read(page, session.Surroundings.Time), isGone: false);
            }

            return;
        }

        foreach (var item in pages.SelectMany(page => page.Items("items")))
        {
            await PrintAsync(item, isGone: false);
        }
    }

    public Task ChangedAsync(JsonObject subject, bool isGone) =>
        view.IsTable ? PrintRowsAsync(Table.Read(subject, session.Surroundings.Time), isGone) : PrintAsync(subject, isGone);

    private async Task PrintRowsAsync(Table table, bool isGone)
    {
        _columns = table.Columns.IsEmpty ? _columns : table.Columns;
        var news = table.Rows.Where(row => IsNews(row.Uid, row.ResourceVersion, isGone)).ToImmutableArray();
        if (!news.IsEmpty)
        {
            await _table.PrintAsync(new Table(_columns, news));
        }
    }

    private async Task PrintAsync(JsonObject item, bool isGone)
    {
        if (!IsNews(item.Text("metadata", "uid") ?? "", item.Text("metadata", "resourceVersion") ?? "", isGone))
        {
            return;
        }

        var document = DocumentView.Complete(item, kind);
        await (view.Output == "name" ? session.Out.WriteLineAsync(DocumentView.NameOf(kind, document)) : _documents.PrintAsync(document));
    }

    private bool IsNews(string uid, string version, bool isGone)
    {
        if (isGone)
        {
            _versions.Remove(uid);
            return true;
        }

        if (uid.Length > 0 && version.Length > 0 && _versions.TryGetValue(uid, out var printed) && printed == version)
        {
            return false;
        }

        _versions[uid] = version;
        return true;
    }
}
