using System.Globalization;

namespace Orchestrator.Benchmarks.Measuring;

/// <summary>How much processor time processes have used, as the kernel accounts it.</summary>
internal static class ProcessorTime
{
    // What the kernel shows to programs is in hundredths of a second on every architecture that .NET runs on.
    private const double TicksPerSecond = 100;
    private const int ParentField = 1;
    private const int UserField = 11;
    private const int SystemField = 12;
    private const int ReapedUserField = 13;
    private const int ReapedSystemField = 14;

    /// <summary>Seconds that one process with all its threads has used.</summary>
    public static double OfProcess(int processId)
    {
        var fields = FieldsOf(processId) ?? throw new InvalidOperationException($"Process {processId} has ended while its processor time was measured.");
        return (fields[UserField] + fields[SystemField]) / TicksPerSecond;
    }

    /// <summary>Seconds that a process, its living children, and the children that it has reaped have used.</summary>
    public static double OfFamily(int parentId)
    {
        var parent = FieldsOf(parentId) ?? throw new InvalidOperationException($"Process {parentId} has ended while its processor time was measured.");
        var ticks = parent[UserField] + parent[SystemField] + parent[ReapedUserField] + parent[ReapedSystemField];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            var isProcess = int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id);
            if (isProcess && FieldsOf(id) is { } child && child[ParentField] == parentId)
            {
                ticks += child[UserField] + child[SystemField];
            }
        }

        return ticks / TicksPerSecond;
    }

    /// <summary>Which process started this one.</summary>
    public static int ParentOf(int processId) =>
        (int)(FieldsOf(processId) ?? throw new InvalidOperationException($"Process {processId} has ended."))[ParentField];

    // The fields after the command's name, which is in parentheses and may itself hold blanks and parentheses. The first is the state, a letter.
    private static long[]? FieldsOf(int processId)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{processId}/stat");
            return [.. text[(text.LastIndexOf(')') + 2)..].Split(' ').Select(field => long.TryParse(field, CultureInfo.InvariantCulture, out var number) ? number : 0)];
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            return null;
        }
    }
}
