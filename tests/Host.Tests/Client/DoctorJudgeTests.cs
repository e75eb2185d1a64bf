using System.Text.Json.Nodes;
using Orchestrator.Host.Client.Doctoring;
using Orchestrator.Storage.Schema;

namespace Orchestrator.Host.Tests.Client;

public sealed class DoctorJudgeTests
{
    private const string Routes = """
        Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
        eth0	00000000	0100000A	0003	0	0	0	00000000	0	0	0
        tun0	0000000A	00000000	0001	0	0	0	000000FF	0	0	0
        br-1f	00001EAC	00000000	0001	0	0	0	0000FFFF	0	0	0
        """;

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("15.4", false, "Ok")]
    [InlineData("14.9", false, "Failed")]
    [InlineData("16.0", true, "Failed")]
    public void Database_must_be_new_enough_and_take_writes(string version, bool isStandby, string level) => Assert.Equal(level, Judge.Postgres(Version.Parse(version), isStandby).Level.ToString());

    [Theory]
    [InlineData(0, 3, "Warning")]
    [InlineData(2, 3, "Warning")]
    [InlineData(3, 3, "Ok")]
    public void Schema_that_the_next_start_brings_is_a_warning(int applied, int newest, string level) => Assert.Equal(level, Judge.Schema(new SchemaStanding(applied, newest)).Level.ToString());

    [Theory]
    [InlineData(0.5, 0.01, "Ok")]
    [InlineData(-1.5, 0.01, "Warning")]
    [InlineData(1.5, 2.0, "Ok")]
    [InlineData(-60, 0.01, "Failed")]
    public void Clock_is_judged_by_what_is_certain(double aheadSeconds, double tookSeconds, string level) =>
        Assert.Equal(level, Judge.Clock(TimeSpan.FromSeconds(aheadSeconds), TimeSpan.FromSeconds(tookSeconds)).Level.ToString());

    [Theory]
    [InlineData(50, "Ok")]
    [InlineData(24, "Warning")]
    [InlineData(14, "Failed")]
    public void Disk_is_judged_by_where_pods_are_evicted(int freePercent, string level) => Assert.Equal(level, Judge.Disk("disk", "/d", freePercent, 100, 15).Level.ToString());

    [Theory]
    [InlineData(512, "Failed")]
    [InlineData(4096, "Warning")]
    [InlineData(1048576, "Ok")]
    public void File_descriptors_have_a_least_and_an_enough(long most, string level) => Assert.Equal(level, Judge.Descriptors(most).Level.ToString());

    [Theory]
    [InlineData(128, 1_000_000, "Warning")]
    [InlineData(8192, 8192, "Warning")]
    [InlineData(8192, 1_000_000, "Ok")]
    public void Inotify_needs_instances_and_watches(long instances, long watches, string level) => Assert.Equal(level, Judge.Inotify(instances, watches).Level.ToString());

    [Theory]
    [InlineData(90, "Ok")]
    [InlineData(10, "Warning")]
    [InlineData(-1, "Failed")]
    public void Certificate_is_renewed_before_its_end(int days, string level) => Assert.Equal(level, Judge.Certificate("tls.crt", Now.AddDays(days), Now, "renew").Level.ToString());

    [Fact]
    public void Silos_are_judged_by_their_newest_start()
    {
        var checks = Judge.Silos([Silo("a", 6, 100, 100), Silo("a", 3, 50, 1), Silo("b", 3, 50, 300), Silo("c", 6, 50, 50)], Now);

        Assert.Equal(["Ok 1 alive: a", "Failed b", "Warning c"], checks.Select(check => check.Level == CheckLevel.Ok ? $"Ok {check.Message}" : $"{check.Level} {check.Message[..1]}"));
    }

    [Fact]
    public void Cluster_without_silos_is_a_warning() => Assert.Equal(CheckLevel.Warning, Assert.Single(Judge.Silos([], Now)).Level);

    [Theory]
    [InlineData(false, "Ok")]
    [InlineData(true, "Warning")]
    public void Port_is_free_or_taken_by_something_else(bool taken, string level) => Assert.Equal(level, MachineChecks.Port(11111, "--silo-port", taken, []).Level.ToString());

    [Fact]
    public void Port_of_an_own_silo_is_as_it_should_be() => Assert.Equal("11111 is taken by the silo a", MachineChecks.Port(11111, "--silo-port", true, [Silo("a", 3, 1, 1)]).Message);

    [Fact]
    public void Routes_are_read_without_the_default() =>
        Assert.Equal(["tun0 10.0.0.0/8", "br-1f 172.30.0.0/16"], Subnets.Routes(Routes.Split('\n')).Select(route => $"{route.Interface} {route.Network}"));

    [Theory]
    [InlineData("10.88.0.0/16,192.168.240.0/20", "Ok", "192.168.240.0/20 can be used; 10.88.0.0/16 collides with 10.0.0.0/8 on tun0")]
    [InlineData("10.88.0.0/16", "Failed", "10.88.0.0/16 collides with 10.0.0.0/8 on tun0")]
    [InlineData("172.30.0.0/16", "Ok", "172.30.0.0/16 can be used")]
    [InlineData("172.30.0.0/24", "Failed", "172.30.0.0/24 collides with 172.30.0.0/16 on br-1f")]
    [InlineData("ten", "Failed", "'ten' is no subnet")]
    public void Subnet_that_leads_elsewhere_collides(string subnets, string level, string message)
    {
        var check = Subnets.Judge(subnets.Split(','), Subnets.Routes(Routes.Split('\n')));

        Assert.Equal((level, message), (check.Level.ToString(), check.Message));
    }

    [Fact]
    public void Limits_of_the_process_are_read() => Assert.Equal(524288, MachineChecks.OpenFiles("Limit                     Soft Limit           Hard Limit           Units     \nMax open files            1024                 524288               files     \n"));

    [Fact]
    public void Nodes_that_are_not_ready_fail_and_cordoned_ones_warn()
    {
        var checks = ApiChecks.Nodes([Node("a", "True", "{}"), Node("b", "Unknown", "{}"), Node("c", "True", """{"unschedulable":true}""")]);

        Assert.Equal(["2 of 3 are ready", "b is not ready: gone", "c is cordoned and takes no pods"], checks.Select(check => check.Message));
        Assert.Equal([CheckLevel.Ok, CheckLevel.Failed, CheckLevel.Warning], checks.Select(check => check.Level));
    }

    private static SiloRow Silo(string name, int status, int startedSecondsAgo, int aliveSecondsAgo) =>
        new(name, "10.0.0.1", 11111, 30000, status, Now.AddSeconds(-startedSecondsAgo), Now.AddSeconds(-aliveSecondsAgo));

    private static JsonObject Node(string name, string ready, string spec) => (JsonObject)JsonNode.Parse(
        $$"""{"metadata":{"name":"{{name}}"},"spec":{{spec}},"status":{"conditions":[{"type":"Ready","status":"{{ready}}","message":"gone."}]} }""")!;
}
