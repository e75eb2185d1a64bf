using System.Collections.Immutable;
using Orchestrator.Host.Client.Printing;
using Orchestrator.Host.Client.Resources;

namespace Orchestrator.Host.Client.Getting;

/// <summary>Shows objects as tables, one for each kind.</summary>
internal sealed class TableView(ClientSession session, View view)
{
    private readonly ObjectList _lists = new(session.Api);
    private bool _failed;

    public async Task<int> ShowAsync(ImmutableArray<Asked> what, CancellationToken cancellationToken)
    {
        var several = what.Select(one => one.Resource).Distinct().Count() > 1;
        var shown = 0;
        foreach (var kind in what.GroupBy(one => one.Resource))
        {
            var table = await ReadAsync(kind.Key, [.. kind.SelectMany(one => one.Names)], cancellationToken);
            if (table.Rows.IsEmpty)
            {
                continue;
            }

            if (shown++ > 0)
            {
                await session.Out.WriteLineAsync();
            }

            await Printer(session, view, kind.Key, several).PrintAsync(table);
        }

        if (shown == 0 && !_failed)
        {
            await SayNothingFoundAsync(session, view, what);
        }

        return _failed ? ExitCode.Refused : ExitCode.Success;
    }

    public static TablePrinter Printer(ClientSession session, View view, ApiResource kind, bool several = false) =>
        new(session.Out, view.IsWide, view.Namespace is null && kind.Namespaced, several ? $"{kind.QualifiedName}/" : "");

    public static Task SayNothingFoundAsync(ClientSession session, View view, ImmutableArray<Asked> what) => session.Error.WriteLineAsync(
        view.Namespace is { } name && what.Any(one => one.Resource.Namespaced) ? $"No resources found in {Printable.Line(name)} namespace." : "No resources found");

    private async Task<Table> ReadAsync(ApiResource kind, ImmutableArray<string> names, CancellationToken cancellationToken)
    {
        var tables = new List<Table>();
        if (names.IsEmpty)
        {
            try
            {
                var pages = await _lists.ReadAsync(kind.Path(view.Namespace), view.Selectors, Table.Accept, cancellationToken);
                tables.AddRange(pages.Select(page => Table.Read(page, session.Surroundings.Time)));
            }
            catch (Connecting.ApiFailure failure)
            {
                _failed = true;
                await session.ReportAsync("", failure);
            }
        }

        foreach (var name in names)
        {
            try
            {
                tables.Add(Table.Read(await session.Api.GetAsync(kind.Path(view.Namespace, name), Table.Accept, cancellationToken), session.Surroundings.Time));
            }
            catch (Connecting.ApiFailure failure)
            {
                _failed = true;
                await session.ReportAsync("", failure);
            }
        }

        return new Table(tables.FirstOrDefault()?.Columns ?? [], [.. tables.SelectMany(table => table.Rows)]);
    }
}
