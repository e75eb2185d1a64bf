using Orchestrator.Agent.Tests.Support;
using Orchestrator.Contracts.Reading;
using Orchestrator.Planning.Configuration;
using Orchestrator.Resources.Core;
using static Orchestrator.Agent.Tests.Support.MemoryConfig;

namespace Orchestrator.Agent.Tests.Pods;

public sealed class ConfigurationTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(3);
    private static readonly ConfigReference Settings = new(ConfigKind.ConfigMap, "default", "settings");

    [Fact]
    public async Task Immutable_map_is_read_once_and_never_asked_for_again()
    {
        await using var world = NewWorld();
        world.Config.Add(Map("settings", ("A", "1")) with { Immutable = true });
        world.Config.Add(Map("other", ("B", "1")));
        await world.StartAgentAsync();
        var id = await world.RunUntilReportedAsync(Pod("web", "settings", "other"));

        await AskedAgainAsync(world, "other");
        world.Engine.Crash(id, exitCode: 1);
        await world.DriveUntilAsync(() => world.ControlPlane.StatusOf("uid-web") is { RestartCount: 1, State.Running: not null }, "it runs again");

        Assert.Single(world.Config.Reads, Settings);
        Assert.DoesNotContain(Settings, world.Config.Asked);
        Assert.Equal(2, world.Config.Reads.Count(reference => reference.Name == "other"));
    }

    [Fact]
    public async Task Container_starts_again_with_what_was_read_while_the_database_is_away()
    {
        await using var world = NewWorld();
        world.Config.Add(Map("settings", ("A", "1")));
        await world.StartAgentAsync();
        var id = await world.RunUntilReportedAsync(Pod("web", "settings"));

        world.Config.Fault = new StorageUnavailableException("PostgreSQL did not answer; try again.", new IOException());
        world.Engine.Crash(id, exitCode: 1);

        await world.DriveUntilAsync(() => world.ControlPlane.StatusOf("uid-web") is { RestartCount: 1, State.Running: not null }, "it runs again");
    }

    [Fact]
    public async Task Container_waits_while_its_map_cannot_be_read_also_where_it_is_optional_and_goes_on_when_it_can()
    {
        await using var world = NewWorld();
        world.Config.Fault = new StorageUnavailableException("PostgreSQL did not answer; try again.", new IOException());
        await world.StartAgentAsync();
        world.Run(Pod("web", "settings", optional: true));
        await World.UntilAsync(
            () => world.ControlPlane.StatusOf("uid-web")?.State.Waiting is { Reason: ContainerReason.CreateContainerConfigError } waiting
                && waiting.Message == "the ConfigMap default/settings cannot be read now, because the database does not answer",
            "it waits for the database");

        world.Config.Fault = null;
        world.Config.Add(Map("settings", ("A", "1")));
        await world.ReachAsync(world.Clock.GetUtcNow() + Period);

        await world.ReportedRunningAsync("uid-web");
    }

    [Fact]
    public async Task Secret_without_its_key_is_told_as_it_is_and_not_tried_each_time_that_versions_are_asked()
    {
        await using var world = NewWorld();
        world.Config.Fault = new SealedValueException("the Secret default/s cannot be read: set THAT");
        await world.StartAgentAsync();
        var pod = Samples.Pod("web");
        world.Run(pod with
        {
            Spec = pod.Spec with { Containers = [pod.Spec.Containers[0] with { EnvFrom = [new EnvFromSource { SecretRef = new SecretEnvSource { Name = "s" } }] }] },
        });

        await World.UntilAsync(
            () => world.ControlPlane.StatusOf("uid-web")?.State.Waiting?.Message == "the Secret default/s cannot be read: set THAT", "it says which setting is missing");
        Assert.Single(world.Config.Reads);
    }

    [Fact]
    public async Task Nothing_is_asked_where_no_pod_names_anything()
    {
        await using var world = NewWorld();
        await world.StartAgentAsync();
        await world.RunUntilReportedAsync(Samples.Pod("web"));

        await world.ReachAsync(world.Clock.GetUtcNow() + Period);
        await World.UntilAsync(() => world.Clock.IsAwaited(world.Clock.GetUtcNow() + Period), "the next look is waited for");

        Assert.Empty(world.Config.Asked);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pod_that_is_gone_or_over_is_asked_for_no_more(bool isDeleted)
    {
        await using var world = NewWorld();
        world.Config.Add(Map("settings", ("A", "1")));
        await world.StartAgentAsync();
        var pod = Pod("web", "settings");
        var id = await world.RunUntilReportedAsync(pod with { Spec = pod.Spec with { RestartPolicy = RestartPolicy.Never } });
        await AskedAgainAsync(world, "settings");

        if (isDeleted)
        {
            world.Delete("uid-web", TimeSpan.Zero);
            await World.UntilAsync(() => world.IsGone("uid-web"), "it is gone");
        }
        else
        {
            world.Engine.Crash(id, exitCode: 1);
            await World.UntilAsync(() => world.ControlPlane.Find("uid-web")?.Pod.Status.Phase == PodPhase.Failed, "it is over");
        }

        await world.RunUntilReportedAsync(Pod("second", "other", optional: true));
        world.Config.Asked.Clear();
        await AskedAgainAsync(world, "other");

        Assert.DoesNotContain(Settings, world.Config.Asked);
    }

    // Each period the clock reaches is one question.
    private static async Task AskedAgainAsync(World world, string name)
    {
        var asked = Count();
        await world.ReachAsync(world.Clock.GetUtcNow() + Period);
        await World.UntilAsync(() => Count() > asked, $"the version of {name} is asked for");

        int Count() => world.Config.Asked.Count(reference => reference.Name == name);
    }

    private static World NewWorld()
    {
        var world = new World();
        world.Options.ConfigurationPeriod = Period;
        return world;
    }

    private static Pod Pod(string name, params string[] maps) => Pod(name, optional: false, maps);

    private static Pod Pod(string name, string map, bool optional) => Pod(name, optional, map);

    private static Pod Pod(string name, bool optional, params string[] maps)
    {
        var pod = Samples.Pod(name);
        var sources = maps.Select(map => new EnvFromSource { ConfigMapRef = new ConfigMapEnvSource { Name = map, Optional = optional } });
        return pod with { Spec = pod.Spec with { Containers = [pod.Spec.Containers[0] with { EnvFrom = [.. sources] }] } };
    }
}
