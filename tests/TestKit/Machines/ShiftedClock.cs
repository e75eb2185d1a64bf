using System.Globalization;

namespace Orchestrator.TestKit.Machines;

/// <summary>
/// The wall clock of one process, which a test may set while the process runs; its monotonic clock goes on as it was. It is done by Debian's libfaketime, which stands between
/// the process and the C library. Disposing takes its file away, once the process has ended.
/// </summary>
public sealed class ShiftedClock : IDisposable
{
    private const string Library = "faketime/libfaketimeMT.so.1";
    private readonly string _library;
    private readonly string _file = Path.Combine(Path.GetTempPath(), UniqueName.Of("orc-clock"));

    public ShiftedClock()
    {
        _library = Directory.EnumerateDirectories("/usr/lib").Select(folder => Path.Combine(folder, Library)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"{Library} is missing below /usr/lib: eng/test installs it (Debian's package libfaketime).");
        Jump(TimeSpan.Zero);
    }

    /// <summary>What the process's environment must hold.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["LD_PRELOAD"] = _library,
        ["FAKETIME_TIMESTAMP_FILE"] = _file,
        ["FAKETIME_NO_CACHE"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",

        // A workaround for other runtimes, with which waits of this one never end.
        ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
    };

    /// <summary>From now on the process's clock is off by this.</summary>
    public void Jump(TimeSpan by)
    {
        // Renamed into place: the process reads the file whenever it asks for the time.
        var next = $"{_file}.new";
        File.WriteAllText(next, by.TotalSeconds.ToString("+0;-0;+0", CultureInfo.InvariantCulture));
        File.Move(next, _file, overwrite: true);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        File.Delete(_file);

        // What the library shares among a process and its children stays behind where the process was killed, and would be taken for its own by another of the same id.
        foreach (var left in Directory.EnumerateFiles("/dev/shm", "*faketime_*").Where(path => !Directory.Exists($"/proc/{path.Split('_')[^1]}")))
        {
            File.Delete(left);
        }
    }
}
