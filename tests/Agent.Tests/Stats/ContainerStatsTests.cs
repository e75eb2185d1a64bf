using Orchestrator.Agent.Stats;

namespace Orchestrator.Agent.Tests.Stats;

public sealed class ContainerStatsTests : IDisposable
{
    private readonly CgroupSamples _samples = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Use_is_read_from_control_groups_of_both_versions(int version)
    {
        Write(version);
        var usage = Stats().Read("id", 42)!;
        Assert.Equal((1_500_000, 9000, 6000, 12, 2), (usage.CpuNanoseconds, usage.MemoryBytes, usage.WorkingSetBytes, usage.Processes, usage.OutOfMemoryKills));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Container_whose_group_is_gone_has_no_use(int version)
    {
        Write(version);
        var stats = Stats();
        Assert.NotNull(stats.Read("id", 42));
        _samples.Remove(version == 1 ? "memory" : "cg");
        Assert.Null(stats.Read("id", 42));
    }

    [Fact]
    public void Container_whose_process_is_gone_has_no_use()
    {
        Write(2);
        Assert.Null(Stats().Read("id", 43));
    }

    [Fact]
    public void Group_is_looked_up_again_only_after_it_was_forgotten()
    {
        Write(2);
        var stats = Stats();
        Assert.NotNull(stats.Read("id", 42));
        _samples.Remove("42");
        stats.KeepOnly(new HashSet<string> { "id" });
        Assert.NotNull(stats.Read("id", 42));
        stats.KeepOnly(new HashSet<string>());
        Assert.Null(stats.Read("id", 42));
    }

    [Fact]
    public void Use_of_this_very_process_is_more_than_nothing()
    {
        var usage = new ContainerStats(TimeProvider.System, CgroupMounts.Read()).Read("self", Environment.ProcessId)!;
        Assert.True(usage.MemoryBytes > 0 && usage.CpuNanoseconds > 0, usage.ToString());
    }

    public void Dispose() => _samples.Dispose();

    private ContainerStats Stats() => new(TimeProvider.System, CgroupMounts.Read(_samples.Mounts), _samples.Folder);

    private void Write(int version)
    {
        if (version == 1)
        {
            _samples.WriteFirst(42, "docker/abc");
        }
        else
        {
            _samples.WriteSecond(42, "system.slice/docker-abc.scope");
        }
    }
}
