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
        var ended = await real.RunToEndAsync(real.Spec("oom", "sh", "-c", "cat /dev/zero | tail") with { MemoryLimitBytes = 16 << 20 });

        Assert.True(ended.OutOfMemory);
        Assert.NotEqual(0, ended.ExitCode);
    }

    [Fact]
    public async Task Container_has_rotated_logs_no_restart_policy_and_no_init_process()
    {
        var id = await _engine.CreateContainerAsync(real.Spec("settings", "sleep", "600"), default);

        var host = (await real.Client.Containers.InspectContainerAsync(id)).HostConfig!;

        Assert.Equal("json-file", host.LogConfig!.Type);
        Assert.Equal(("10m", "3"), (host.LogConfig.Config!["max-size"], host.LogConfig.Config["max-file"]));
        Assert.Equal(global::Docker.DotNet.Models.RestartPolicyKind.No, host.RestartPolicy!.Name);
        Assert.False(host.Init);
    }

    private static long ReadV1(int pid, string controller, string file)
    {
        var line = File.ReadLines($"/proc/{pid}/cgroup").Select(text => text.Split(':')).Single(parts => parts[1].Split(',').Contains(controller));
        var path = $"/sys/fs/cgroup/{controller}{line[2]}/{file}";
        return long.Parse(File.ReadAllText(path).Trim(), CultureInfo.InvariantCulture);
    }
}
