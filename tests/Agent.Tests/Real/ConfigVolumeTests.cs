using Orchestrator.Planning.Configuration;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.TestKit;
using static Orchestrator.Agent.Tests.Real.RealPods;
using static Orchestrator.Agent.Tests.Support.MemoryConfig;

namespace Orchestrator.Agent.Tests.Real;

public sealed class ConfigVolumeTests(RealNode node) : IClassFixture<RealNode>
{
    private readonly string _map = UniqueName.Of("map");
    private readonly string _secret = UniqueName.Of("secret");

    [Fact]
    public async Task Files_of_a_map_follow_it_all_at_once_while_the_container_runs_and_a_part_stays_as_it_was()
    {
        node.Config.Add(Map(_map, ("greeting", "one"), ("gone", "x")));
        var uid = node.Run(With(new PodSpec
        {
            RestartPolicy = "Never",
            Volumes = [new Volume { Name = "config", ConfigMap = new ConfigMapVolumeSource { Name = _map } }],
            Containers =
            [
                Shell("main", "cat /config/greeting; until grep -q two /config/greeting; do sleep 0.1; done; ls /config/..data; "
                    + "until test -e /config/added; do sleep 0.1; done; while test -L /config/gone; do sleep 0.1; done; "
                    + "ls /config; cat /config/*; echo; cat /part; stat -L -c %a /config/added; echo x > /config/y || echo refused")
                    .Mounting(At("config", "/config"), At("config", "/part") with { SubPath = "greeting" }),
            ],
        }));
        await node.UntilReadyAsync(uid);

        node.Config.Add(Map(_map, ("greeting", "two"), ("added", "new")));
        await node.UntilOverAsync(uid);

        // The contents change all at once; the links to them at the top come and go after that, one by one.
        Assert.Equal("oneadded\ngreeting\nadded\ngreeting\nnewtwo\none644\nrefused\n", (await node.OutputAsync(uid, "main")).Replace("sh: can't create /config/y: Read-only file system\n", "", StringComparison.Ordinal));
        node.Delete(uid, TimeSpan.FromSeconds(1));
        await node.UntilGoneAsync(uid);
    }

    [Fact]
    public async Task Files_of_a_secret_are_in_memory_where_nobody_else_gets_and_the_group_of_the_volumes_reads_them()
    {
        node.Config.Add(Secret(_secret, ("token", "s3cr3t"), ("other", "x")));
        var pod = Of(Shell("main", $"stat -f -c %T /secret; cat /secret/deep/token; echo; stat -L -c '%a %g' /secret/deep/token /secret/deep; ls /secret; {Forever}").Mounting(At("secret", "/secret")));
        var uid = node.Run(pod with
        {
            Spec = pod.Spec with
            {
                SecurityContext = new PodSecurityContext { RunAsUser = 1001, RunAsGroup = 1002, FsGroup = 2000 },
                Volumes =
                [
                    new Volume
                    {
                        Name = "secret",
                        Secret = new SecretVolumeSource { SecretName = _secret, DefaultMode = 256, Items = [new KeyToPath { Key = "token", Path = "deep/token" }] },
                    },
                ],
            },
        });
        await node.UntilReadyAsync(uid);
        await Eventually.True(async () => (await node.OutputAsync(uid, "main")).Contains("deep\n", StringComparison.Ordinal), "it has written all");

        Assert.Equal("tmpfs\ns3cr3t\n440 2000\n2755 2000\ndeep\n", await node.OutputAsync(uid, "main"));
        var folder = Path.Combine(node.PodsFolder, uid, "configuration");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.Contains($" {Path.Combine(folder, "secret")} ", await File.ReadAllTextAsync("/proc/self/mountinfo"), StringComparison.Ordinal);
        node.Delete(uid, TimeSpan.FromSeconds(1));
        await node.UntilGoneAsync(uid);
        Assert.DoesNotContain(uid, await File.ReadAllTextAsync("/proc/self/mountinfo"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_come_together_in_one_volume_and_labels_in_it_follow_the_pod()
    {
        node.Config.Add(Map(_map, ("a", "from map"), ("b", "unused")));
        node.Config.Add(Secret(_secret, ("s", "from secret")));
        var pod = Of(Shell("main", "cd /all; cat map/a s name cpu; echo; until grep -q second labels; do sleep 0.1; done; cat labels; echo; stat -L -c %a s name").Mounting(At("all", "/all")));
        pod = pod with
        {
            Metadata = pod.Metadata with { Labels = StringMap.Of(("app", "web"), ("step", "first")) },
            Spec = pod.Spec with
            {
                Volumes =
                [
                    new Volume
                    {
                        Name = "all",
                        Projected = new ProjectedVolumeSource
                        {
                            DefaultMode = 288,
                            Sources =
                            [
                                new VolumeProjection { ConfigMap = new ConfigMapProjection { Name = _map, Items = [new KeyToPath { Key = "a", Path = "map/a" }] } },
                                new VolumeProjection { Secret = new SecretProjection { Name = _secret } },
                                new VolumeProjection { Secret = new SecretProjection { Name = "not-there", Optional = true } },
                                new VolumeProjection
                                {
                                    DownwardApi = new DownwardApiProjection
                                    {
                                        Items =
                                        [
                                            new DownwardApiVolumeFile { Path = "labels", FieldRef = new ObjectFieldSelector { FieldPath = "metadata.labels" } },
                                            new DownwardApiVolumeFile { Path = "name", Mode = 292, FieldRef = new ObjectFieldSelector { FieldPath = "metadata.name" } },
                                            new DownwardApiVolumeFile { Path = "cpu", ResourceFieldRef = new ResourceFieldSelector { ContainerName = "main", Resource = "limits.cpu" } },
                                        ],
                                    },
                                },
                            ],
                        },
                    },
                ],
            },
        };
        var uid = node.Run(pod);
        await node.UntilReadyAsync(uid);

        node.Change(uid, changed => changed with { Metadata = changed.Metadata with { Labels = changed.Metadata.Labels.SetItem("step", "sec\"ond").SetItem("x", "second") } });
        await node.UntilOverAsync(uid);

        Assert.Equal(
            $"from mapfrom secret{pod.Metadata.Name}{await CpusAsync()}\napp=\"web\"\nstep=\"sec\\\"ond\"\nx=\"second\"\n440\n444\n",
            await node.OutputAsync(uid, "main"));
    }

    [Fact]
    public async Task Missing_map_and_missing_key_are_told_and_the_pod_goes_on_when_they_come()
    {
        var volume = new Volume { Name = "config", ConfigMap = new ConfigMapVolumeSource { Name = _map, Items = [new KeyToPath { Key = "a", Path = "a" }] } };
        var pod = Of(Shell("main", "cat /config/a").Mounting(At("config", "/config")));
        var uid = node.Run(pod with { Spec = pod.Spec with { Volumes = [volume] } });

        await node.UntilToldAsync($"FailedMount: MountVolume.SetUp failed for volume \"config\" : configmap \"{_map}\" not found");
        Assert.Empty(await node.ContainersAsync(uid));
        node.Config.Add(Map(_map, ("b", "2")));
        await node.UntilToldAsync("FailedMount: MountVolume.SetUp failed for volume \"config\" : configmap references non-existent config key: a");
        node.Config.Add(Map(_map, ("a", "there")));
        await node.UntilOverAsync(uid);

        Assert.Equal("there", await node.OutputAsync(uid, "main"));
    }

    [Fact]
    public async Task Files_stay_where_their_map_is_gone_also_for_the_agents_next_life_and_its_restarts()
    {
        node.Config.Add(Map(_map, ("a", "kept\n")));
        var uid = node.Run(With(new PodSpec
        {
            RestartPolicy = "OnFailure",
            Volumes = [new Volume { Name = "config", ConfigMap = new ConfigMapVolumeSource { Name = _map } }],
            Containers = [Shell("main", "trap 'exit 1' USR1; cat /config/a; while :; do sleep 0.1; done").Mounting(At("config", "/config"))],
        }));
        await node.UntilReadyAsync(uid);
        await Eventually.True(async () => await node.OutputAsync(uid, "main") == "kept\n", "its trap is set");
        var id = node.Status(uid, "main").ContainerId!["docker://".Length..];

        await node.StopAgentAsync();
        node.Config.Remove(ConfigKind.ConfigMap, _map);
        await node.StartAgentAsync();
        await node.UntilToldAsync($"FailedMount: MountVolume.SetUp failed for volume \"config\" : configmap \"{_map}\" not found");
        await node.Engine.KillContainerAsync(id, "SIGUSR1", default);
        await node.UntilAsync(uid, pod => pod.Status.ContainerStatuses[0] is { RestartCount: 1, State.Running: not null }, "it runs again");

        await Eventually.True(async () => (await node.OutputAsync(uid, "main")).Length > 0, "it has read the file");
        Assert.Equal("kept\n", await node.OutputAsync(uid, "main"));
        node.Delete(uid, TimeSpan.FromSeconds(1));
        await node.UntilGoneAsync(uid);
    }

    [Fact]
    public async Task Secret_is_mounted_once_also_where_a_link_leads_to_the_data_folder_and_follows_its_changes()
    {
        var linked = new RealNode();
        var link = Path.Combine(linked.Folder, "link");
        Directory.CreateSymbolicLink(link, Directory.CreateDirectory(Path.Combine(linked.Folder, "real")).FullName);
        linked.Options.DataFolder = link;
        await linked.InitializeAsync();
        linked.Config.Add(Secret(_secret, ("a", "one")));
        var pod = Of(Shell("main", "until grep -q two /s/a; do sleep 0.1; done; echo seen").Mounting(At("s", "/s")));
        var uid = linked.Run(pod with { Spec = pod.Spec with { Volumes = [new Volume { Name = "s", Secret = new SecretVolumeSource { SecretName = _secret } }] } });
        await linked.UntilReadyAsync(uid);

        linked.Config.Add(Secret(_secret, ("a", "two")));
        await linked.UntilOverAsync(uid);

        Assert.Single(await File.ReadAllLinesAsync("/proc/self/mountinfo"), line => line.Contains(uid, StringComparison.Ordinal));
        await linked.DisposeAsync();
        Assert.DoesNotContain(uid, await File.ReadAllTextAsync("/proc/self/mountinfo"), StringComparison.Ordinal);
    }

    private async Task<int> CpusAsync() => (await node.Engine.GetInfoAsync(default)).Cpus;
}
