using Orchestrator.Containers.Tests.Support;

namespace Orchestrator.Containers.Tests.Docker;

public sealed class NegotiationTests
{
    private const string Info = """{"ServerVersion":"29.0.0","NCPU":4,"MemTotal":8,"OSType":"linux","CgroupVersion":"2","DockerRootDir":"/d","OperatingSystem":"Debian"}""";

    [Theory]
    [InlineData("1.41", "1.12", "1.41")]
    [InlineData("1.43", "1.24", "1.43")]
    [InlineData("1.44", "1.24", "1.44")]
    [InlineData("1.52", "1.44", "1.44")]
    [InlineData("1.60", "1.50", "1.50")]
    public async Task Version_spoken_is_the_newest_that_both_know(string offered, string accepted, string spoken)
    {
        await using var fake = await FakeEngine.StartAsync();
        fake.Version = $$"""{"Version":"29.0.0","ApiVersion":"{{offered}}","MinAPIVersion":"{{accepted}}","Arch":"arm64"}""";
        fake.Answer = context => FakeEngine.Json(context, Info);
        using var engine = Engines.Create(fake.Endpoint);

        var info = await engine.GetInfoAsync(default);
        await engine.GetInfoAsync(default);

        Assert.Equal((spoken, 2, "arm64", 4), (info.ApiVersion, info.CgroupVersion, info.Architecture, info.Cpus));
        Assert.Equal(["GET /version", $"GET /v{spoken}/info", $"GET /v{spoken}/info"], fake.Requests);
    }

    [Fact]
    public async Task Engine_that_is_too_old_is_unavailable_and_says_what_to_do()
    {
        await using var fake = await FakeEngine.StartAsync();
        fake.Version = """{"Version":"19.03.0","ApiVersion":"1.40","MinAPIVersion":"1.12"}""";
        using var engine = Engines.Create(fake.Endpoint);

        var failure = await Engines.FailsAsync(EngineFault.Unavailable, () => engine.GetInfoAsync(default));

        Assert.Contains("install Docker 20.10 or newer", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Engine_replaced_by_one_that_refuses_the_version_is_negotiated_with_again()
    {
        await using var fake = await FakeEngine.StartAsync();
        fake.Version = """{"Version":"20.10.24","ApiVersion":"1.41","MinAPIVersion":"1.12"}""";
        fake.Answer = context => context.Request.Path.StartsWithSegments("/v1.41", StringComparison.Ordinal)
            ? FakeEngine.Status(context, 400, "client version 1.41 is too old. Minimum supported API version is 1.44")
            : FakeEngine.Json(context, Info);
        using var engine = Engines.Create(fake.Endpoint);
        await Engines.FailsAsync(EngineFault.Unavailable, () => engine.GetInfoAsync(default));
        fake.Version = """{"Version":"29.0.0","ApiVersion":"1.52","MinAPIVersion":"1.44"}""";

        Assert.Equal("1.44", (await engine.GetInfoAsync(default)).ApiVersion);
    }

    [Fact]
    public async Task Engine_of_the_tests_is_described_as_its_machine()
    {
        using var engine = Engines.Create(RealEngine.Endpoint);

        var info = await engine.GetInfoAsync(default);

        Assert.Equal((Environment.ProcessorCount, "linux"), (info.Cpus, info.OperatingSystem));
        Assert.Equal(System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.X64 ? "amd64" : "arm64", info.Architecture);
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/osrelease").Trim(), info.KernelVersion);
        Assert.Equal(File.Exists("/sys/fs/cgroup/cgroup.controllers") ? 2 : 1, info.CgroupVersion);
        Assert.InRange(Version.Parse(info.ApiVersion), new Version(1, 41), new Version(1, 44));
        Assert.True(info.MemoryBytes > 0);
        Assert.NotEmpty(info.DataRoot);
    }
}
