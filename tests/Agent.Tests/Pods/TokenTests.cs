using Orchestrator.Agent.Tests.Support;
using Orchestrator.Contracts.Reading;
using Orchestrator.Planning.Configuration;
using Orchestrator.Resources.Core;
using Orchestrator.TestKit;

namespace Orchestrator.Agent.Tests.Pods;

/// <summary>Tokens of service accounts in volumes, which the agent replaces before they end.</summary>
public sealed class TokenTests
{
    private static readonly TimeSpan Used = TimeSpan.FromMinutes(48);
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Token_is_replaced_at_four_fifths_of_its_life_while_the_container_runs()
    {
        await using var world = NewWorld();
        await world.StartAgentAsync();
        await world.RunUntilReportedAsync(Pod());
        Assert.Equal("token 1", Read(world));

        await world.ReachAsync(world.Clock.GetUtcNow() + Used);
        await World.UntilAsync(() => Read(world) == "token 2", "the token is replaced");

        Assert.Equal([("web", new TokenReference("vault", TimeSpan.FromHours(1))), ("web", new TokenReference("vault", TimeSpan.FromHours(1)))], world.Config.Tokens);
        await EndAsync(world);
    }

    [Fact]
    public async Task Token_stays_while_the_database_is_away_and_is_replaced_when_it_is_back()
    {
        await using var world = NewWorld();
        await world.StartAgentAsync();
        await world.RunUntilReportedAsync(Pod());

        world.Config.Fault = new StorageUnavailableException("PostgreSQL did not answer; try again.", new IOException());
        await world.ReachAsync(world.Clock.GetUtcNow() + Used);
        await World.UntilAsync(() => world.Clock.IsAwaited(world.Clock.GetUtcNow() + TryAgain), "it is tried again later");
        Assert.Equal("token 1", Read(world));
        world.Config.Fault = null;
        await world.ReachAsync(world.Clock.GetUtcNow() + TryAgain);

        await World.UntilAsync(() => Read(world) == "token 2", "the token is replaced");
        await EndAsync(world);
    }

    [Fact]
    public async Task Token_that_has_ended_is_asked_for_from_time_to_time_until_there_is_another()
    {
        await using var world = NewWorld();
        await world.StartAgentAsync();
        await world.RunUntilReportedAsync(Pod());
        var end = world.Clock.GetUtcNow() + TimeSpan.FromHours(1);

        world.Config.Fault = new ConfigException("serviceaccounts \"robot\" not found");
        await world.ReachAsync(world.Clock.GetUtcNow() + Used);
        await world.DriveUntilAsync(() => world.Clock.GetUtcNow() > end, "the token has ended", Step);
        var asked = world.Config.TokensAsked;
        await world.DriveUntilAsync(() => world.Clock.GetUtcNow() > end + (20 * TryAgain) && world.Config.TokensAsked > asked, "time has passed, and it is asked for", Step);

        Assert.InRange(world.Config.TokensAsked - asked, 1, (int)((world.Clock.GetUtcNow() - end) / TryAgain) + 5);
        world.Config.Fault = null;
        await world.DriveUntilAsync(() => Read(world) == "token 2", "the token is replaced", Step);
        await EndAsync(world);
    }

    [Fact]
    public async Task Agent_that_comes_back_while_no_token_can_be_had_asks_for_one_again()
    {
        await using var world = NewWorld();
        await world.StartAgentAsync();
        await world.RunUntilReportedAsync(Pod());

        await world.StopAgentAsync();
        world.Config.Fault = new StorageUnavailableException("PostgreSQL did not answer; try again.", new IOException());
        var asked = world.Config.TokensAsked;
        await world.StartAgentAsync();
        await world.DriveUntilAsync(() => world.Config.TokensAsked > asked, "it is asked for");
        Assert.Equal("token 1", Read(world));
        world.Config.Fault = null;

        await world.DriveUntilAsync(() => Read(world) == "token 2", "the token is replaced", Step);
        await EndAsync(world);
    }

    [Fact]
    public async Task Pod_waits_for_a_token_that_cannot_be_had_and_says_why()
    {
        await using var world = NewWorld();
        world.Config.Fault = new ConfigException("serviceaccounts \"robot\" not found");
        await world.StartAgentAsync();
        world.Run(Pod());
        await World.UntilAsync(
            () => world.Events.Texts.Contains("FailedMount: MountVolume.SetUp failed for volume \"api\" : failed to fetch token: serviceaccounts \"robot\" not found"), "it says what is missing");

        world.Config.Fault = null;
        await world.DriveUntilAsync(() => world.IsReportedRunning("uid-web"), "it runs");
        await EndAsync(world);
    }

    private static World NewWorld()
    {
        var world = new World();
        world.Config.Clock = world.Clock;
        return world;
    }

    private static Pod Pod()
    {
        var pod = Samples.Pod("web");
        var token = new ServiceAccountTokenProjection { Path = "token", Audience = "vault", ExpirationSeconds = 3600 };
        return pod with
        {
            Spec = pod.Spec with
            {
                ServiceAccountName = "robot",
                Volumes = [new Volume { Name = "api", Projected = new ProjectedVolumeSource { Sources = [new VolumeProjection { ServiceAccountToken = token }] } }],
            },
        };
    }

    // Null while one takes the place of another.
    private static string? Read(World world)
    {
        try
        {
            var found = Directory.EnumerateFiles(world.Folder, "token", new EnumerationOptions { RecurseSubdirectories = true }).FirstOrDefault();
            return found is null ? null : File.ReadAllText(found);
        }
        catch (IOException)
        {
            return null;
        }
    }

    // What is in memory is mounted, and goes with its pod.
    private static async Task EndAsync(World world)
    {
        world.Delete("uid-web", TimeSpan.Zero);
        await World.UntilAsync(() => world.IsGone("uid-web"), "it is gone");
        await Mounts.ReleaseBelowAsync(world.Folder);
    }
}
