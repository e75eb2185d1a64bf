namespace Orchestrator.Agent.Tests.Stats;

/// <summary>Control groups as the kernel shows them, in a folder of a test's own. Disposing removes it.</summary>
public sealed class CgroupSamples : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("orc-test-cgroup-").FullName;

    public string Mounts => Path.Combine(Folder, "mounts");

    public void Write(string path, string text)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>One tree for all controllers.</summary>
    public void WriteSecond(int processId, string group)
    {
        Write("mounts", $"proc /proc proc rw 0 0\ncgroup2 {Folder}/cg cgroup2 rw,nsdelegate 0 0\n");
        Write($"{processId}/cgroup", $"0::/{group}\n");
        Write($"cg/{group}/memory.current", "9000\n");
        Write($"cg/{group}/memory.stat", "anon 5000\nfile 4000\ninactive_file 3000\nactive_file 1000\n");
        Write($"cg/{group}/memory.events", "low 0\nhigh 0\nmax 7\noom 2\noom_kill 2\n");
        Write($"cg/{group}/cpu.stat", "usage_usec 1500\nuser_usec 1000\nsystem_usec 500\n");
        Write($"cg/{group}/pids.current", "12\n");
    }

    /// <summary>A tree for each controller.</summary>
    public void WriteFirst(int processId, string group)
    {
        Write("mounts", $"cgroup {Folder}/memory cgroup rw,memory 0 0\ncgroup {Folder}/cpu,cpuacct cgroup rw,cpu,cpuacct 0 0\ncgroup {Folder}/pids cgroup rw,pids 0 0\n");
        Write($"{processId}/cgroup", $"7:pids:/{group}\n3:cpu,cpuacct:/{group}\n2:memory:/{group}\n0::/{group}\n");
        Write($"memory/{group}/memory.usage_in_bytes", "9000\n");
        Write($"memory/{group}/memory.stat", "cache 4000\ninactive_file 1\ntotal_inactive_file 3000\n");
        Write($"memory/{group}/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
        Write($"cpu,cpuacct/{group}/cpuacct.usage", "1500000\n");
        Write($"pids/{group}/pids.current", "12\n");
    }

    public void Remove(string path) => Directory.Delete(Path.Combine(Folder, path), recursive: true);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
