using System.Globalization;
using System.Text.RegularExpressions;

namespace Orchestrator.Agent.Devices;

/// <summary>
/// Reads what <c>nvidia-smi --query-gpu</c> prints. It is believed only as far as every line of it is understood: a torn or unknown line leaves everything as it was known,
/// because a pod must not lose its GPU to a program that was cut off.
/// </summary>
public static partial class GpuTable
{
    // The program's exit codes, from its manual.
    private const int NoSuchObject = 6;
    private const int DriverNotLoaded = 9;
    private const int GpuLost = 15;
    private const int InfoRomCorrupted = 14;

    private const string NoDevices = "No devices were found";
    private const string Mig = "it is partitioned (MIG), and partitions are not offered; turn that off with nvidia-smi -mig 0";
    private static readonly HashSet<string> Absent = new(StringComparer.OrdinalIgnoreCase) { "[N/A]", "N/A", "[Not Supported]" };

    /// <summary>What the program's answer tells.</summary>
    public static GpuReading Read(ProgramOutput answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.ExitCode is not { } exit)
        {
            return new GpuReading { Trouble = answer.Errors.Length > 0 ? $"nvidia-smi could not be started: {Shortened(answer.Errors)}" : "nvidia-smi did not answer in time" };
        }

        if (exit == DriverNotLoaded)
        {
            return new GpuReading { DriverFault = "the NVIDIA driver does not answer" };
        }

        var reading = new GpuReading();
        foreach (var line in Lines(answer.Output).Concat(Lines(answer.Errors)))
        {
            if (Add(reading, line) is not { } more)
            {
                return new GpuReading { Trouble = $"nvidia-smi said what is not understood: {Shortened(line)}" };
            }

            reading = more;
        }

        var isTorn = answer.Output.Length > 0 && !answer.Output.EndsWith('\n');
        var saidAll = exit is 0 or InfoRomCorrupted && !isTorn && reading.Lost.IsEmpty && (!reading.Rows.IsEmpty || answer.Output.Contains(NoDevices, StringComparison.Ordinal));
        var saidNone = exit == NoSuchObject && answer.Output.Contains(NoDevices, StringComparison.Ordinal);
        return saidAll || saidNone ? reading with { Complete = true }
            : isTorn || (exit != GpuLost && reading.Lost.IsEmpty) ? new GpuReading { Trouble = string.Create(CultureInfo.InvariantCulture, $"nvidia-smi ended with {exit} before it had said all") }
            : reading;
    }

    /// <summary>A place on the PCI bus in one form, whatever the length of its domain; null where it is none.</summary>
    public static string? BusOf(string text) => Bus().Match(text) is { Success: true } found
        ? $"{Convert.ToInt32(found.Groups["domain"].Value, 16):x}:{found.Groups["rest"].Value.ToLowerInvariant()}"
        : null;

    private static GpuReading? Add(GpuReading reading, string line)
    {
        if (line.StartsWith(NoDevices, StringComparison.Ordinal) || line.StartsWith("WARNING:", StringComparison.OrdinalIgnoreCase))
        {
            return reading;
        }

        if (Unreachable().Match(line) is { Success: true } lost)
        {
            return BusOf(lost.Groups["bus"].Value) is { } bus ? reading with { Lost = reading.Lost.SetItem(bus, lost.Groups["reason"].Value.Trim().TrimEnd('.')) } : null;
        }

        var cells = line.Split(',', 7, StringSplitOptions.TrimEntries);
        if (cells.Length < 7 || !int.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index) || BusOf(cells[3]) is not { } at)
        {
            return null;
        }

        // What the driver can't tell of a GPU that it has lost stands in brackets where its value would be.
        if (Array.Find(cells, cell => cell.StartsWith('[') && !Absent.Contains(cell)) is { } fault)
        {
            return reading with { Lost = reading.Lost.SetItem(at, fault.Trim('[', ']')) };
        }

        return RowOf(index, at, cells) is { } row ? reading with { Rows = reading.Rows.Add(row) } : null;
    }

    private static GpuRow? RowOf(int index, string bus, string[] cells)
    {
        var mebibytes = 0L;
        var hasMemory = !Absent.Contains(cells[2]);
        if (!cells[1].StartsWith("GPU-", StringComparison.Ordinal) || cells[6].Length == 0
            || (hasMemory && !long.TryParse(cells[2], NumberStyles.None, CultureInfo.InvariantCulture, out mebibytes)))
        {
            return null;
        }

        return new GpuRow
        {
            Index = index,
            Uuid = cells[1],
            Bus = bus,
            MemoryBytes = mebibytes << 20,
            MigCapable = !Absent.Contains(cells[4]),
            Driver = cells[5],
            Product = cells[6],
            Fault = cells[4] == "Enabled" ? Mig : "",
        };
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Shortened(string line) => line.Length <= 200 ? line : $"{line[..200]}...";

    [GeneratedRegex(@"^(?:GPU\s*)?(?<domain>[0-9A-Fa-f]{1,8}):(?<rest>[0-9A-Fa-f]{2}:[0-9A-Fa-f]{2}\.[0-9A-Fa-f])$", RegexOptions.CultureInvariant)]
    private static partial Regex Bus();

    [GeneratedRegex(@"^Unable to determine the device handle for (?<bus>(?:GPU\s*)?\S+): (?<reason>.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Unreachable();
}
