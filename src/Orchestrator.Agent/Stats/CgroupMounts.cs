using System.Collections.Frozen;

namespace Orchestrator.Agent.Stats;

/// <summary>Where the kernel's control groups are mounted on this machine: one tree (version 2), or one for each controller (version 1), or both beside each other.</summary>
public sealed class CgroupMounts
{
    private readonly FrozenDictionary<string, string> _controllers;
    private readonly string? _unified;

    private CgroupMounts(FrozenDictionary<string, string> controllers, string? unified) => (_controllers, _unified) = (controllers, unified);

    /// <summary>Reads the machine's mounts.</summary>
    /// <param name="mounts">A table as in <c>/proc/self/mounts</c>: device, mount point, type, options.</param>
    public static CgroupMounts Read(string mounts = "/proc/self/mounts")
    {
        var controllers = new Dictionary<string, string>(StringComparer.Ordinal);
        string? unified = null;
        foreach (var line in File.ReadLines(mounts))
        {
            var fields = line.Split(' ');
            if (fields is [_, var at, "cgroup2", ..])
            {
                unified ??= at;
            }
            else if (fields is [_, var point, "cgroup", var options, ..])
            {
                foreach (var controller in options.Split(','))
                {
                    controllers.TryAdd(controller, point);
                }
            }
        }

        return new CgroupMounts(controllers.ToFrozenDictionary(StringComparer.Ordinal), unified);
    }

    /// <summary>The groups of a process, or null where it has ended or is in none that can be read.</summary>
    /// <param name="membership">A table as in <c>/proc/PID/cgroup</c>: number, controllers, path.</param>
    internal ContainerCgroup? Find(string membership)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(membership);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or IOException { HResult: NoSuchProcess })
        {
            return null;
        }

        var paths = lines.Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3).ToList();
        if (Controller(paths, "memory") is { } memory && Controller(paths, "cpuacct") is { } cpu)
        {
            return new ContainerCgroup { Version = 1, Memory = memory, Cpu = cpu, Processes = Controller(paths, "pids") };
        }

        var own = paths.FirstOrDefault(parts => parts[1].Length == 0)?[2];
        return own is null || _unified is null ? null : ContainerCgroup.Unified(Join(_unified, own));
    }

    private const int NoSuchProcess = 3;

    private string? Controller(List<string[]> paths, string controller)
    {
        var path = paths.FirstOrDefault(parts => parts[1].Split(',').Contains(controller, StringComparer.Ordinal))?[2];
        return path is not null && _controllers.TryGetValue(controller, out var mount) ? Join(mount, path) : null;
    }

    private static string Join(string mount, string path) => mount.TrimEnd('/') + path;
}
