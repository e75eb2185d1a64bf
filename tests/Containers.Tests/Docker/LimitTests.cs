using System.Globalization;
using Orchestrator.Containers.Tests.Support;

namespace Orchestrator.Containers.Tests.Docker;

[Collection(RealEngineSuite.Name)]
public sealed class LimitTests(RealEngine real)
{
    private readonly IContainerEngine _engine = real.Engine;

    [Fact]
    public async Task Limits_of_a_container_are_those_of_its_cgroup()
    {
        var spec = real.Spec("limits", "sleep", "600") with { CpuLimitCores = 0.25, CpuShares = 512, MemoryLimitBytes = 32 << 20 };
        var id = await real.RunAsync(spec);
        var pid = (await _engine.FindContainerAsync(id, default))!.Pid;

        if ((await _engine.GetInfoAsync(default)).CgroupVersion == 1)
        {
            Assert.Equal(0.25, ReadV1(pid, "cpu", "cpu.cfs_quota_us") / (double)ReadV1(pid, "cpu", "cpu.cfs_period_us"));
            Assert.Equal(512, ReadV1(pid, "cpu", "cpu.shares"));
            Assert.Equal(32 << 20, ReadV1(pid, "memory", "memory.limit_in_bytes"));
        }
        else
        {
            var folder = "/sys/fs/cgroup" + File.ReadAllText($"/proc/{pid}/cgroup").Trim().Split(':')[2];
            Assert.Equal("25000 100000", File.ReadAllText($"{folder}/cpu.max").Trim());
            Assert.Equal($"{32 << 20}", File.ReadAllText($"{folder}/memory.max").Trim());
            Assert.Equal("0", File.ReadAllText($"{folder}/memory.swap.max").Trim());
        }
    }

    [Fact]
    public async Task Cpu_limit_above_the_machines_cores_is_accepted()
    {
        var cores = (await _engine.GetInfoAsync(default)).Cpus;

        var id = await real.RunAsync(real.Spec("cores", "sleep", "600") with { CpuLimitCores = cores + 2 });

        Assert.Equal(ContainerState.Running, (await _engine.FindContainerAsync(id, default))!.State);
    }

    [Fact]
    public async Task Cpu_limit_below_the_kernels_least_is_raised_to_it()
    {
        var id = await real.RunAsync(real.Spec("milli", "sleep", "600") with { CpuLimitCores = 0.001 });

        Assert.Equal(ContainerState.Running, (await _engine.FindContainerAsync(id, default))!.State);
    }

    [Fact]
    public async Task Container_beyond_its_memory_is_killed_and_says_so()
    {
        // tail keeps its input until the end of it, which never comes.
        // The engine hears of what is killed for memory once the start is done, and may tell of the end before it tells of the memory.
        var id = await real.RunAsync(real.Spec("oom", "sh", "-c", "until test -e /go; do sleep 0.1; done; cat /dev/zero | tail") with { MemoryLimitBytes = 16 << 20 });
        await _engine.RunAsync(id, "touch", "/go");
        var ended = await real.WaitForAsync(id, container => container.State == ContainerState.Exited && container.OutOfMemory);

        Assert.NotEqual(0, ended.ExitCode);
    }

    [Fact]
    public async Task Container_has_rotated_logs_no_restart_policy_and_no_init_process()
    {
        var id = await _engine.CreateContainerAsync(real.Spec("settings", "sleep", "600"), default);

        var host = (await real.Client.Containers.InspectContainerAsync(id)).HostConfig!;

        Assert.Equal("json-file", host.LogConfig!.Type);
        Assert.Equal(("10485760", "3"), (host.LogConfig.Config!["max-size"], host.LogConfig.Config["max-file"]));
        Assert.Equal(global::Docker.DotNet.Models.RestartPolicyKind.No, host.RestartPolicy!.Name);
        Assert.False(host.Init);
    }

    [Fact]
    public async Task Processes_beyond_their_number_cannot_be_started()
    {
        // The runtime's own threads count until the command runs, so the limit leaves room for them.
        var id = await real.RunAsync(real.Spec("pids", "sleep", "600") with { PidsLimit = 25 });

        var (exitCode, _, stderr) = await _engine.RunAsync(id, "sh", "-c", "i=0; while [ $i -lt 30 ]; do sleep 600 & i=$((i+1)); done");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("can't fork", stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chance_of_being_killed_for_memory_is_what_was_asked_for()
    {
        Assert.Equal("321", await real.OutputOfAsync(real.Spec("oom-score", "cat", "/proc/self/oom_score_adj") with { OomScoreAdjust = 321 }));
    }

    [Fact]
    public async Task Shared_memory_has_the_size_that_was_asked_for()
    {
        var mounted = await real.OutputOfAsync(real.Spec("shm", "grep", "/dev/shm", "/proc/mounts") with { ShmSizeBytes = 5 << 20 });

        Assert.Contains("size=5120k", mounted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cgroup_is_made_below_its_parent()
    {
        var parent = (await _engine.GetInfoAsync(default)).CgroupDriver == "systemd" ? "orctest.slice" : $"/orc-test/{real.NewName("parent")}";
        var id = await real.RunAsync(real.Spec("cgroup", "sleep", "600") with { CgroupParent = parent });
        var container = (await _engine.FindContainerAsync(id, default))!;

        Assert.Equal(parent, container.CgroupParent);
        Assert.All(
            File.ReadLines($"/proc/{container.Pid}/cgroup").Select(line => line.Split(':')).Where(parts => parts[1] is "memory" or "pids" or ""),
            parts => Assert.Contains(parent, parts[2], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Output_beyond_its_limit_is_rotated_and_the_oldest_dropped()
    {
        var spec = real.Spec("rotated", "sh", "-c", "seq 1 20000") with { LogSizeBytesMax = 100_000, LogFilesMax = 2 };

        var ended = await real.RunToEndAsync(spec);

        var files = Directory.GetFiles(Path.GetDirectoryName(ended.LogPath)!, "*-json.log*");
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.InRange(new FileInfo(file).Length, 1, 110_000));
    }

    [Fact]
    public async Task Further_hosts_are_in_the_hosts_file()
    {
        var network = await new TestNetwork(real).CreateAsync();
        var spec = real.Spec("hosts", "cat", "/etc/hosts") with { Network = network.Name, ExtraHosts = ["db.example:10.1.2.3"] };

        Assert.Contains("10.1.2.3\tdb.example", await real.OutputOfAsync(spec), StringComparison.Ordinal);
    }

    private static long ReadV1(int pid, string controller, string file)
    {
        var line = File.ReadLines($"/proc/{pid}/cgroup").Select(text => text.Split(':')).Single(parts => parts[1].Split(',').Contains(controller));
        var path = $"/sys/fs/cgroup/{controller}{line[2]}/{file}";
        return long.Parse(File.ReadAllText(path).Trim(), CultureInfo.InvariantCulture);
    }
}
