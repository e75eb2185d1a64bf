namespace Gateway.Tests.Fixtures;

/// <summary>A table answer as lines of text: headings, then a row each; columns of the wide form follow a double bar.</summary>
public static class TableText
{
    public static string Of(Answer answer)
    {
        Assert.Equal((200, "Table", "meta.k8s.io/v1"), (answer.Code, answer.At("kind"), answer.At("apiVersion")));
        var columns = answer.Json.GetProperty("columnDefinitions").EnumerateArray().ToList();
        var isWide = columns.Select(column => column.GetProperty("priority").GetInt32() > 0).ToList();
        var lines = new List<string> { Line(columns.Select(column => column.GetProperty("name").ToString()), isWide) };
        lines.AddRange(answer.Json.GetProperty("rows").EnumerateArray().Select(
            row => Line(row.GetProperty("cells").EnumerateArray().Select(cell => cell.ToString()), isWide)));
        return string.Join("\n", lines);
    }

    private static string Line(IEnumerable<string> cells, List<bool> isWide)
    {
        var all = cells.ToList();
        Assert.Equal(isWide.Count, all.Count);
        var narrow = string.Join(" | ", all.Where((_, index) => !isWide[index]));
        var wide = string.Join(" | ", all.Where((_, index) => isWide[index]));
        return wide.Length > 0 ? $"{narrow} || {wide}" : narrow;
    }
}
