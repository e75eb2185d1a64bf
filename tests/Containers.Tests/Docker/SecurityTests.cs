using System.Globalization;
using Orchestrator.Containers.Tests.Support;

namespace Orchestrator.Containers.Tests.Docker;

[Collection(RealEngineSuite.Name)]
public sealed class SecurityTests(RealEngine real)
{
    private const ulong NetAdmin = 1 << 12;

    [Fact]
    public async Task User_and_groups_are_those_of_the_process()
    {
        var spec = real.Spec("user", "sh", "-c", "id -u; id -g; id -G") with { User = "1000:2000", Groups = [3000, 4000] };

        Assert.Equal("1000\n2000\n2000 3000 4000", await real.OutputOfAsync(spec));
    }

    [Fact]
    public async Task Capabilities_are_the_added_ones_without_the_dropped()
    {
        var spec = real.Spec("caps", "cat", "/proc/self/status") with { CapabilitiesAdded = ["NET_ADMIN"], CapabilitiesDropped = ["ALL"] };

        Assert.Equal(NetAdmin, Capabilities(await real.OutputOfAsync(spec)));
    }

    [Fact]
    public async Task Privileged_container_is_what_the_engine_was_asked_for()
    {
        var spec = real.Spec("privileged", "true");
        var plain = await real.Engine.CreateContainerAsync(spec, default);
        var privileged = await real.Engine.CreateContainerAsync(spec with { Name = real.NewName("privileged"), Privileged = true }, default);

        Assert.False((await real.Client.Containers.InspectContainerAsync(plain)).HostConfig!.Privileged);
        Assert.True((await real.Client.Containers.InspectContainerAsync(privileged)).HostConfig!.Privileged);
    }

    [Theory]
    [InlineData(false, "0")]
    [InlineData(true, "1")]
    public async Task No_new_privileges_is_what_the_kernel_holds_the_process_to(bool asked, string held)
    {
        var status = await real.OutputOfAsync(real.Spec("nnp", "cat", "/proc/self/status") with { NoNewPrivileges = asked });

        Assert.Equal(held, Field(status, "NoNewPrivs"));
    }

    [Fact]
    public async Task Seccomp_is_the_engines_profile_unless_another_is_named()
    {
        var spec = real.Spec("seccomp", "cat", "/proc/self/status");
        var confines = (await real.Engine.GetInfoAsync(default)).SecurityOptions.Any(option => option.StartsWith("name=seccomp", StringComparison.Ordinal));

        Assert.Equal(confines ? "2" : "0", Field(await real.OutputOfAsync(spec), "Seccomp"));
        Assert.Equal("0", Field(await real.OutputOfAsync(spec with { Name = real.NewName("seccomp"), SecurityOptions = ["seccomp=unconfined"] }), "Seccomp"));
    }

    [Fact]
    public async Task Seccomp_profile_of_ones_own_forbids_what_it_forbids()
    {
        const string Profile = """{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["mkdir","mkdirat"],"action":"SCMP_ACT_ERRNO"}]}""";

        var said = await real.OutputOfAsync(real.Spec("profile", "sh", "-c", "mkdir /made 2>&1; true") with { SecurityOptions = [$"seccomp={Profile}"] });

        Assert.Contains("Operation not permitted", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Root_file_system_can_be_made_read_only()
    {
        var said = await real.OutputOfAsync(real.Spec("root", "sh", "-c", "touch /made 2>&1; true") with { ReadOnlyRoot = true });

        Assert.Contains("Read-only file system", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sysctl_is_set_in_the_containers_namespace_and_one_of_the_host_is_refused()
    {
        var spec = real.Spec("sysctl", "cat", "/proc/sys/net/ipv4/ip_unprivileged_port_start");

        var set = spec with { Sysctls = new Dictionary<string, string> { ["net.ipv4.ip_unprivileged_port_start"] = "77" } };
        Assert.Equal("77", await real.OutputOfAsync(set));

        var refused = spec with { Name = real.NewName("sysctl"), Sysctls = new Dictionary<string, string> { ["vm.swappiness"] = "7" } };
        await Engines.FailsAsync(EngineFault.Start, () => real.RunAsync(refused));
    }

    [Fact]
    public async Task Device_of_the_host_is_there_under_its_name_in_the_container()
    {
        var spec = real.Spec("device", "sh", "-c", "test -c /dev/swallow && echo gone > /dev/swallow && echo there");

        Assert.Equal("there", await real.OutputOfAsync(spec with { Devices = [new ContainerDevice("/dev/null", "/dev/swallow", "rw")] }));
    }

    private static ulong Capabilities(string status) => ulong.Parse(Field(status, "CapEff"), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string Field(string status, string name) =>
        status.Split('\n').Single(line => line.StartsWith(name + ":", StringComparison.Ordinal)).Split(':')[1].Trim();
}
