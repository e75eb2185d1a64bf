using Orchestrator.Resources.Core;
using Orchestrator.TestKit;
using static Orchestrator.Agent.Tests.Real.RealPods;

namespace Orchestrator.Agent.Tests.Real;

/// <summary>What a container is allowed, as it sees it itself.</summary>
public sealed class SecurityTests(RealNode node) : IClassFixture<RealNode>
{
    private const string Status = "grep -E '^(CapEff|NoNewPrivs|Seccomp):' /proc/self/status | tr -d '\\t' | tr '\\n' ' '";

    [Fact]
    public async Task User_and_group_of_the_container_count_more_than_the_pods()
    {
        var main = Shell("main", "id -u; id -g") with { SecurityContext = new SecurityContext { RunAsUser = 1500 } };
        var pod = Of(main);

        Assert.Equal("1500\n1600\n", await node.OutputOfAsync(pod with { Spec = pod.Spec with { SecurityContext = new PodSecurityContext { RunAsUser = 1400, RunAsGroup = 1600 } } }));
    }

    [Fact]
    public async Task Group_alone_goes_with_the_images_user() =>
        Assert.Equal("0\n1600\n", await node.OutputOfAsync(Of(Shell("main", "id -u; id -g") with { SecurityContext = new SecurityContext { RunAsGroup = 1600 } })));

    [Theory]
    [InlineData(null, "container has runAsNonRoot and image will run as root")]
    [InlineData(0L, "container's runAsUser breaks non-root policy")]
    public async Task Root_that_must_not_be_is_not_started_and_told(long? user, string message)
    {
        var uid = node.Run(Of(Shell("main", "id") with { SecurityContext = new SecurityContext { RunAsNonRoot = true, RunAsUser = user } }));

        await node.UntilAsync(uid, pod => pod.Status.ContainerStatuses[0].State.Waiting?.Reason == ContainerReason.CreateContainerConfigError, "it is refused");
        Assert.Equal(message, node.Status(uid, "main").State.Waiting!.Message);
        Assert.Contains(node.Events.Texts, text => text == $"Failed: Error: {message}");
        Assert.Empty(await node.ContainersAsync(uid));
    }

    [Fact]
    public async Task Image_whose_user_is_a_name_can_not_be_shown_to_be_no_root()
    {
        var image = $"orc-core-{UniqueName.Of("named")}:1";
        using var archive = new MemoryStream(new byte[1024]);
        await node.Engine.ImportImageAsync(image, archive, ["USER nobody"], default);
        var uid = node.Run(Of(Shell("main", "id") with { Image = image, SecurityContext = new SecurityContext { RunAsNonRoot = true } }));

        await node.UntilAsync(uid, pod => pod.Status.ContainerStatuses[0].State.Waiting?.Message
            == "container has runAsNonRoot and image has non-numeric user (nobody), cannot verify user is non-root", "it is refused");
        await node.Engine.RemoveImageAsync(image, default);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Shared_memory_and_devices_are_what_the_annotations_ask_for(bool withSandbox)
    {
        var pod = Of(Shell("main", "df -k /dev/shm | awk 'NR == 2 { print $2 }'; test -c /dev/modem && echo device; dd if=/dev/modem of=/dev/null bs=1 count=1 2>/dev/null && echo read"));
        var annotations = pod.Metadata.Annotations.Add(MachineAnnotation.ShmSize, "96Mi").Add(MachineAnnotation.Devices, "/dev/zero:/dev/modem:r");
        pod = pod with
        {
            Metadata = pod.Metadata with { Annotations = annotations },
            Spec = pod.Spec with { ShareProcessNamespace = withSandbox ? true : null },
        };

        Assert.Equal("98304\ndevice\nread\n", await node.OutputOfAsync(pod));
    }

    [Fact]
    public async Task Root_file_system_can_be_read_only() => Assert.Equal(
        "refused\n",
        await node.OutputOfAsync(Of(Shell("main", "(echo x > /file) 2>/dev/null || echo refused") with { SecurityContext = new SecurityContext { ReadOnlyRootFilesystem = true } })));

    [Fact]
    public async Task Without_a_word_the_engines_own_profile_holds() =>
        Assert.Matches("^CapEff:00000000a80425fb NoNewPrivs:0 Seccomp:2 $", await node.OutputOfAsync(Of(Shell("main", Status))));

    [Fact]
    public async Task Capabilities_are_added_and_dropped() => Assert.StartsWith(
        "CapEff:0000000000001000 ",
        await node.OutputOfAsync(Of(Shell("main", Status) with { SecurityContext = new SecurityContext { Capabilities = new Capabilities { Drop = ["ALL"], Add = ["NET_ADMIN"] } } })),
        StringComparison.Ordinal);

    /// <summary>An engine can't give away what its machine has not: then the container does not start, and its status says why.</summary>
    [Fact]
    public async Task Privileged_has_everything_that_the_machine_has()
    {
        var output = await node.OutputOfAsync(Of(Shell("main", Status) with { Name = "main", SecurityContext = new SecurityContext { Privileged = true } }));
        var machine = (await File.ReadAllLinesAsync("/proc/self/status")).First(line => line.StartsWith("CapBnd:", StringComparison.Ordinal))[8..].Trim();
        var whole = (1L << (int)(1 + long.Parse(await File.ReadAllTextAsync("/proc/sys/kernel/cap_last_cap"), System.Globalization.CultureInfo.InvariantCulture))) - 1;

        if (machine == whole.ToString("x16", System.Globalization.CultureInfo.InvariantCulture))
        {
            Assert.Equal($"CapEff:{machine} NoNewPrivs:0 Seccomp:0 ", output);
        }
        else
        {
            Assert.Contains(node.Events.Texts, text => text.StartsWith("Failed: Error: failed to start container \"main\"", StringComparison.Ordinal) && text.Contains("unable to apply caps", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Escalation_and_system_calls_are_as_asked_for() => Assert.EndsWith(
        "NoNewPrivs:1 Seccomp:0 ",
        await node.OutputOfAsync(Of(Shell("main", Status) with
        {
            SecurityContext = new SecurityContext { AllowPrivilegeEscalation = false, SeccompProfile = new SeccompProfile { Type = "Unconfined" } },
        })),
        StringComparison.Ordinal);

    [Fact]
    public async Task Profile_of_the_node_confines_and_one_that_is_not_there_is_told()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(node.PodsFolder)!, "seccomp")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "no-mkdir.json"),
            """{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["mkdir","mkdirat"],"action":"SCMP_ACT_ERRNO"}]}""");
        static Container Confined(string profile) => Shell("main", "mkdir /folder 2>/dev/null || echo refused") with
        {
            SecurityContext = new SecurityContext { SeccompProfile = new SeccompProfile { Type = "Localhost", LocalhostProfile = profile } },
        };

        Assert.Equal("refused\n", await node.OutputOfAsync(Of(Confined("no-mkdir.json"))));
        var uid = node.Run(Of(Confined("../../../../etc/passwd")));
        await node.UntilAsync(uid, pod => pod.Status.ContainerStatuses[0].State.Waiting?.Message?.StartsWith("the seccomp profile", StringComparison.Ordinal) == true, "it is refused");
    }

    [Fact]
    public async Task AppArmor_where_there_is_none_ends_the_pod_and_is_told()
    {
        var present = (await node.Engine.GetInfoAsync(default)).SecurityOptions.Any(option => option.StartsWith("name=apparmor", StringComparison.Ordinal));
        var uid = node.Run(Of(Shell("main", "true") with
        {
            SecurityContext = new SecurityContext { AppArmorProfile = new AppArmorProfile { Type = "RuntimeDefault" } },
        }));
        await node.UntilOverAsync(uid);

        var status = node.Pod(uid).Status;
        Assert.Equal(
            present ? (PodPhase.Succeeded, null, null) : (PodPhase.Failed, "AppArmor", "Cannot enforce AppArmor: AppArmor is not enabled on the host"),
            (status.Phase, status.Reason, status.Message));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Safe_parameters_of_the_kernel_are_the_pods_own(bool shared)
    {
        var main = Shell("main", "cat /proc/sys/net/ipv4/ip_local_port_range | tr '\\t' ' '");
        var pod = shared ? Of(main, Shell("other", "true")) : Of(main);
        var context = new PodSecurityContext { Sysctls = [new Sysctl { Name = "net.ipv4.ip_local_port_range", Value = "20000 30000" }] };

        Assert.Equal("20000 30000\n", await node.OutputOfAsync(pod with { Spec = pod.Spec with { SecurityContext = context } }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Host_network_processes_and_memory_are_the_machines(bool shared)
    {
        const string Namespaces = "for kind in net ipc pid; do readlink /proc/self/ns/$kind; done";
        var pod = shared ? Of(Shell("main", Namespaces), Shell("other", "true")) : Of(Shell("main", Namespaces));
        string[] own = [.. new[] { "net", "ipc", "pid" }.Select(kind => new FileInfo($"/proc/self/ns/{kind}").LinkTarget!)];

        var output = await node.OutputOfAsync(pod with { Spec = pod.Spec with { HostNetwork = true, HostIpc = true, HostPid = true } });

        Assert.Equal(own, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(node.Pod(pod.Metadata.Uid).Status.HostIp, node.Pod(pod.Metadata.Uid).Status.PodIp);
    }

    [Fact]
    public async Task Aliases_of_hosts_are_known_in_all_containers()
    {
        var aliases = new HostAlias { Ip = "10.9.8.7", Hostnames = ["db.example"] };
        var pod = Of(Shell("main", "grep db.example /etc/hosts | tr -s '\\t ' ' '"), Shell("other", "true"));

        Assert.Equal("10.9.8.7 db.example\n", await node.OutputOfAsync(pod with { Spec = pod.Spec with { HostAliases = [aliases] } }));
    }
}
