using Orchestrator.Agent.Tests.Support;

namespace Orchestrator.Agent.Tests.Lives;

public sealed class FolderTests
{
    [Fact]
    public async Task Folder_of_a_pod_that_ended_while_no_agent_was_here_is_removed_once_the_bindings_were_heard()
    {
        await using var world = new World();
        var pods = Path.Combine(world.Options.DataFolder, world.Options.ClusterId, world.Options.NodeName, "pods");
        Directory.CreateDirectory(Path.Combine(pods, "uid-gone", "volumes", "work"));
        world.ControlPlane.Away = true;
        await world.StartAgentAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.True(Directory.Exists(Path.Combine(pods, "uid-gone")));

        world.ControlPlane.Bind(Samples.Pod("web"));
        world.ControlPlane.Away = false;

        await world.DriveUntilAsync(() => !Directory.Exists(Path.Combine(pods, "uid-gone")), "the folder is removed");
        await world.DriveUntilAsync(() => world.IsReportedRunning("uid-web"), "the bound pod runs");
        Assert.True(Directory.Exists(Path.Combine(pods, "uid-web")));
    }
}
