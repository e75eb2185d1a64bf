using System.Globalization;

namespace Orchestrator.Benchmarks.Measuring;

/// <summary>How much memory a process has, as the kernel accounts it.</summary>
internal static class ProcessMemory
{
    private const double KilobytesPerMegabyte = 1024;

    /// <summary>What it has now.</summary>
    public static double ResidentMegabytes(int processId) => Read(processId, "VmRSS:");

    /// <summary>The most that it had since the last <see cref="ForgetPeak"/>.</summary>
    public static double PeakMegabytes(int processId) => Read(processId, "VmHWM:");

    /// <summary>Lets the peak begin with what the process has now.</summary>
    public static void ForgetPeak(int processId) => File.WriteAllText($"/proc/{processId}/clear_refs", "5");

    private static double Read(int processId, string field)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^2], CultureInfo.InvariantCulture) / KilobytesPerMegabyte;
    }
}
