using Orchestrator.Resources.Core;
using Orchestrator.TestKit;
using static Orchestrator.Agent.Tests.Real.RealPods;

namespace Orchestrator.Agent.Tests.Real;

public sealed class VolumeTests(RealNode node) : IClassFixture<RealNode>
{
    [Fact]
    public async Task Empty_folder_is_shared_by_the_containers_and_outlives_their_restarts_and_ends_with_the_pod()
    {
        var uid = node.Run(With(new PodSpec
        {
            RestartPolicy = "OnFailure",
            Volumes = [Empty("work")],
            InitContainers = [Shell("init", "echo from init > /share/file").Mounting(At("work", "/share"))],
            Containers = [Shell("main", "cat /share/*; test -e /share/second || { echo once more > /share/second; exit 1; }").Mounting(At("work", "/share"))],
        }));
        await node.UntilOverAsync(uid);

        Assert.Equal(PodPhase.Succeeded, node.Pod(uid).Status.Phase);
        Assert.Equal("from init\nonce more\n", await node.OutputAsync(uid, "main"));
        node.Delete(uid, TimeSpan.FromSeconds(1));
        await node.UntilGoneAsync(uid);
    }

    [Fact]
    public async Task Empty_folder_in_memory_has_its_limit()
    {
        var pod = Of(Shell("main", "stat -f -c %T /share; dd if=/dev/zero of=/share/big bs=1M count=8 2>/dev/null; ls -l /share/big | tr -s ' ' | cut -d' ' -f5").Mounting(At("work", "/share")));
        pod = pod with { Spec = pod.Spec with { Volumes = [Empty("work", "Memory", "4Mi")] } };

        Assert.Equal("tmpfs\n4194304\n", await node.OutputOfAsync(pod));
        node.Delete(pod.Metadata.Uid, TimeSpan.FromSeconds(1));
        await node.UntilGoneAsync(pod.Metadata.Uid);
        Assert.DoesNotContain(pod.Metadata.Uid, await File.ReadAllTextAsync("/proc/self/mountinfo"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Group_of_the_volumes_owns_what_is_made_in_them()
    {
        var pod = Of(Shell("main", "id -G; stat -c '%a %g' /share; echo x > /share/file; stat -c '%u %g' /share/file").Mounting(At("work", "/share")));
        pod = pod with
        {
            Spec = pod.Spec with
            {
                Volumes = [Empty("work")],
                SecurityContext = new PodSecurityContext { RunAsUser = 1001, RunAsGroup = 1002, FsGroup = 2000, SupplementalGroups = [3000] },
            },
        };

        Assert.Equal("1002 2000 3000\n2777 2000\n1001 2000\n", (await node.OutputOfAsync(pod)).Replace("1002 3000 2000", "1002 2000 3000", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Part_of_a_volume_is_made_and_seen_alone_and_read_only_is_so()
    {
        var pod = Of(Shell("main", "echo x > /part/file; ls /whole/a; ls /whole/logs; (echo y > /locked/file) 2>/dev/null || echo refused; echo $(cat /locked/file)").Mounting(
            At("work", "/whole"),
            At("work", "/part") with { SubPath = "a/b" },
            At("work", "/named") with { SubPathExpr = "logs/$(NAME)" },
            At("work", "/locked") with { SubPath = "a/b", ReadOnly = true }) with
        {
            Env = [new EnvVar { Name = "NAME", Value = "web-1" }],
        });
        pod = pod with { Spec = pod.Spec with { Volumes = [Empty("work")] } };

        Assert.Equal("b\nweb-1\nrefused\nx\n", await node.OutputOfAsync(pod));
        node.Delete(pod.Metadata.Uid, TimeSpan.FromSeconds(1));
        await node.UntilGoneAsync(pod.Metadata.Uid);
    }

    [Theory]
    [InlineData("/etc")]
    [InlineData("../../../../../../../../etc")]
    public async Task Part_of_a_volume_that_leads_out_of_it_by_a_link_is_refused_and_told(string link)
    {
        var uid = node.Run(With(new PodSpec
        {
            Volumes = [Empty("work")],
            InitContainers = [Shell("init", $"ln -s {link} /share/out").Mounting(At("work", "/share"))],
            Containers = [Shell("main", Forever).Mounting(At("work", "/part") with { SubPath = "out" })],
        }));

        await node.UntilAsync(uid, pod => pod.Status.ContainerStatuses[0].State.Waiting?.Reason == ContainerReason.CreateContainerConfigError, "it is refused");
        Assert.StartsWith(
            "failed to prepare subPath for volumeMount \"work\" of container \"main\"", node.Status(uid, "main").State.Waiting!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_that_stays_in_the_volume_is_followed()
    {
        var uid = node.Run(With(new PodSpec
        {
            RestartPolicy = "Never",
            Volumes = [Empty("work")],
            InitContainers = [Shell("init", "mkdir /share/in; echo here > /share/in/file; ln -s in /share/link").Mounting(At("work", "/share"))],
            Containers = [Shell("main", "cat /part/file").Mounting(At("work", "/part") with { SubPath = "link" })],
        }));
        await node.UntilOverAsync(uid);

        Assert.Equal("here\n", await node.OutputAsync(uid, "main"));
    }

    [Theory]
    [InlineData("Directory", "is not a directory")]
    [InlineData("File", "is not a file")]
    [InlineData("Socket", "is not a socket file")]
    [InlineData("CharDevice", "is not a character device")]
    [InlineData("BlockDevice", "is not a block device")]
    public async Task Path_of_the_machine_that_is_not_there_is_told_and_waited_for(string type, string fault)
    {
        var path = Path.Combine(node.Folder, UniqueName.Of("absent"));
        var pod = Of(Shell("main", Forever).Mounting(At("host", "/host")));
        var uid = node.Run(pod with { Spec = pod.Spec with { Volumes = [Folder("host", path, type)] } });

        await node.UntilToldAsync($"FailedMount: MountVolume.SetUp failed for volume \"host\" : hostPath type check failed: {path} {fault}");
        await node.UntilAsync(uid, seen => seen.Status.ContainerStatuses[0].State.Waiting?.Message?.Contains(fault, StringComparison.Ordinal) == true, "the status says so");
        Assert.Empty(await node.ContainersAsync(uid));
        if (type == "Directory")
        {
            Directory.CreateDirectory(path);
            await node.UntilReadyAsync(uid);
        }
    }

    [Theory]
    [InlineData("DirectoryOrCreate", "directory 755")]
    [InlineData("FileOrCreate", "regular empty file 644")]
    [InlineData("", "directory 755")]
    public async Task Path_of_the_machine_is_made_where_its_type_says_so(string type, string made)
    {
        var path = Path.Combine(node.Folder, UniqueName.Of("made"));
        var pod = Of(Shell("main", "stat -c '%F %a' /host").Mounting(At("host", "/host")));

        Assert.Equal(made, (await node.OutputOfAsync(pod with { Spec = pod.Spec with { Volumes = [Folder("host", path, type)] } })).Trim());
        Assert.True(Path.Exists(path));
    }

    [Fact]
    public async Task Path_of_the_machine_may_be_a_device_and_its_part_may_be_a_file()
    {
        var folder = Directory.CreateDirectory(Path.Combine(node.Folder, UniqueName.Of("files"))).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "config"), "level=3");
        var pod = Of(Shell("main", "test -c /host && cat /etc/config").Mounting(At("null", "/host"), At("files", "/etc/config") with { SubPath = "config" }));

        Assert.Equal("level=3", await node.OutputOfAsync(pod with { Spec = pod.Spec with { Volumes = [Folder("null", "/dev/null", "CharDevice"), Folder("files", folder, "Directory")] } }));
        node.Delete(pod.Metadata.Uid, TimeSpan.FromSeconds(1));
        await node.UntilGoneAsync(pod.Metadata.Uid);
        Assert.Equal("level=3", await File.ReadAllTextAsync(Path.Combine(folder, "config")));
    }
}
