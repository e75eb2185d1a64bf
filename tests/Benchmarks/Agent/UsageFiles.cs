using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Agent;

/// <summary>The kernel's files that say what containers use, found here without the agent's help.</summary>
internal sealed class UsageFiles
{
    private static readonly string[] MemoryFirst = ["memory.usage_in_bytes", "memory.stat", "memory.oom_control"];
    private static readonly string[] Unified = ["memory.current", "memory.stat", "memory.events", "cpu.stat", "pids.current"];
    private readonly byte[] _buffer = new byte[8192];
    private readonly List<string> _files;

    public UsageFiles(IReadOnlyList<int> processes)
    {
        _files = [.. processes.SelectMany(Of)];
        if (_files.Find(file => !File.Exists(file)) is { } missing)
        {
            throw new MeasurementException($"There is no file {missing}.");
        }
    }

    /// <summary>How many they are.</summary>
    public int Count => _files.Count;

    /// <summary>Reads all of them, and makes nothing of it.</summary>
    public void Read()
    {
        foreach (var path in _files)
        {
            using var file = File.OpenHandle(path);
            RandomAccess.Read(file, _buffer, 0);
        }
    }

    private static IEnumerable<string> Of(int process)
    {
        var groups = File.ReadAllLines($"/proc/{process}/cgroup").Select(line => line.Split(':', 3)).ToList();
        if (Path("memory", groups) is not { } memory)
        {
            var path = groups.Find(group => group[1].Length == 0)![2];
            return Unified.Select(name => $"/sys/fs/cgroup{path}/{name}");
        }

        return MemoryFirst.Select(name => $"{memory}/{name}").Append($"{Path("cpuacct", groups)}/cpuacct.usage").Append($"{Path("pids", groups)}/pids.current");
    }

    private static string? Path(string controller, List<string[]> groups)
    {
        var group = groups.Find(one => one[1].Split(',').Contains(controller));
        var mount = File.ReadLines("/proc/self/mounts").Select(line => line.Split(' ')).FirstOrDefault(fields => fields[2] == "cgroup" && fields[3].Split(',').Contains(controller));
        return group is null || mount is null ? null : mount[1] + group[2];
    }
}
