using System.Collections.Immutable;
using System.Text;

namespace Orchestrator.Host.Client.Printing;

/// <summary>Prints tables as kubectl lays them out. Rows that follow later keep to the columns' widths, and widen them where they must.</summary>
/// <param name="output">Where to.</param>
/// <param name="wide">Whether columns of lower priority are shown.</param>
/// <param name="withNamespace">Whether a column says which namespace a row is of.</param>
/// <param name="namePrefix">What comes before each name, such as <c>pod/</c>.</param>
public sealed class TablePrinter(TextWriter output, bool wide, bool withNamespace, string namePrefix = "")
{
    private const int Gap = 3;
    private const int WidthMin = 6;
    private ImmutableArray<TableColumn> _columns = [];
    private int[] _widths = [];

    /// <summary>Prints the rows, and before them the headings where they have not been printed yet.</summary>
    public async Task PrintAsync(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var lines = new List<string[]>();
        if (_columns.IsEmpty)
        {
            _columns = table.Columns;
            var headings = Line("Namespace", [.. _columns.Select(column => column.Name)]);
            lines.Add([.. headings.Select(heading => heading.ToUpperInvariant())]);
            _widths = [.. headings.Select(_ => WidthMin)];
        }

        lines.AddRange(table.Rows.Select(row => Line(row.Namespace, [.. row.Cells.Select((cell, index) => index == 0 ? namePrefix + cell : cell)])));
        foreach (var line in lines)
        {
            for (var column = 0; column < line.Length; column++)
            {
                _widths[column] = Math.Max(_widths[column], line[column].Length + Gap);
            }
        }

        foreach (var line in lines)
        {
            await output.WriteLineAsync(Padded(line));
        }
    }

    private string[] Line(string namespaceName, ImmutableArray<string> cells)
    {
        var shown = _columns.Select((column, index) => (column, index))
            .Where(pair => wide || pair.column.Priority == 0)
            .Select(pair => pair.index < cells.Length ? cells[pair.index] : "");
        return [.. (withNamespace ? shown.Prepend(namespaceName) : shown).Select(OneLine)];
    }

    private string Padded(string[] line)
    {
        var text = new StringBuilder();
        for (var column = 0; column < line.Length; column++)
        {
            text.Append(column == line.Length - 1 ? line[column] : line[column].PadRight(_widths[column]));
        }

        return text.ToString();
    }

    private static string OneLine(string cell)
    {
        var end = cell.AsSpan().IndexOfAny('\n', '\r', '\f');
        return Printable.Line(end < 0 ? cell : $"{cell[..end]}...");
    }
}
