using Orchestrator.Agent.Stats;
using Orchestrator.Planning.Eviction;

namespace Orchestrator.Agent.Tests.Stats;

public sealed class MachineUsageTests
{
    [Fact]
    public void Machine_has_some_of_everything_left_and_not_more_than_there_is()
    {
        var observed = new MachineUsage(Path.GetTempPath()).Observe("/");
        Assert.Equal(
            [EvictionSignal.MemoryAvailable, EvictionSignal.NodeFsAvailable, EvictionSignal.NodeFsInodesFree, EvictionSignal.ImageFsAvailable, EvictionSignal.ImageFsInodesFree, EvictionSignal.PidAvailable],
            observed.Select(one => one.Signal).Order());
        Assert.All(observed, one => Assert.True(one.Available > 0 && one.Available <= one.Capacity, one.ToString()));
    }

    [Fact]
    public void Engine_whose_folder_is_not_here_is_not_observed() =>
        Assert.DoesNotContain(new MachineUsage("/").Observe("/no/such/folder"), one => one.Signal == EvictionSignal.ImageFsAvailable);

    [Fact]
    public void Memory_that_is_left_is_what_is_free_and_what_holds_files_that_nobody_touches()
    {
        using var samples = new CgroupSamples();
        samples.Write("meminfo", "MemTotal:  1000 kB\nMemFree:  200 kB\nMemAvailable: 700 kB\nActive(file): 50 kB\nInactive(file): 100 kB\n");
        samples.Write("sys/kernel/pid_max", "4194304\n");
        samples.Write("sys/kernel/threads-max", "1000\n");
        samples.Write("loadavg", "0.1 0.2 0.3 4/600 12345\n");
        var observed = new MachineUsage("/", samples.Folder).Observe(null);
        Assert.Contains(new SignalObservation(EvictionSignal.MemoryAvailable, 300 * 1024, 1000 * 1024), observed);
        Assert.Contains(new SignalObservation(EvictionSignal.PidAvailable, 400, 1000), observed);
    }

    [Fact]
    public void Folder_is_added_up_without_following_links()
    {
        using var samples = new CgroupSamples();
        samples.Write("volume/a", new string('x', 1000));
        samples.Write("volume/sub/b", new string('x', 500));
        samples.Write("other/c", new string('x', 9000));
        File.CreateSymbolicLink(Path.Combine(samples.Folder, "volume/link"), Path.Combine(samples.Folder, "other"));
        Assert.Equal(new FolderUsage(1500, 4), FolderUsage.Of(Path.Combine(samples.Folder, "volume"), CancellationToken.None));
        Assert.Equal(new FolderUsage(0, 0), FolderUsage.Of(Path.Combine(samples.Folder, "none"), CancellationToken.None));
    }
}
