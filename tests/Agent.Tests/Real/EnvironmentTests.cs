using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.TestKit;
using static Orchestrator.Agent.Tests.Real.RealPods;
using static Orchestrator.Agent.Tests.Support.MemoryConfig;

namespace Orchestrator.Agent.Tests.Real;

public sealed class EnvironmentTests(RealNode node) : IClassFixture<RealNode>
{
    private readonly string _map = UniqueName.Of("map");
    private readonly string _secret = UniqueName.Of("secret");

    [Fact]
    public async Task Variables_come_from_their_sources_and_env_counts_more_than_envFrom()
    {
        node.Config.Add(Map(_map, ("LEVEL", "info"), ("MODE", "map"), ("dotted.key", "kept")));
        node.Config.Add(Secret(_secret, ("password", "p$(LEVEL)$$w"), ("LEVEL", "secret")));
        var pod = Of(Shell("main", "tr '\\0' '\\n' < /proc/1/environ | grep -E '^(LEVEL|MODE|S_|PASS|TEXT|dotted|NAME|NODE|LABEL|IP|CPU|MEM|NONE)' | sort") with
        {
            Resources = new ResourceRequirements { Limits = QuantityMap.Empty.Add("cpu", Quantity.Parse("1500m")).Add("memory", Quantity.Parse("64Mi")) },
            EnvFrom =
            [
                new EnvFromSource { ConfigMapRef = new ConfigMapEnvSource { Name = _map } },
                new EnvFromSource { Prefix = "S_", SecretRef = new SecretEnvSource { Name = _secret } },
                new EnvFromSource { ConfigMapRef = new ConfigMapEnvSource { Name = "not-there", Optional = true } },
            ],
            Env =
            [
                new EnvVar { Name = "MODE", Value = "env" },
                From("PASS", new EnvVarSource { SecretKeyRef = new SecretKeySelector { Name = _secret, Key = "password" } }),
                new EnvVar { Name = "TEXT", Value = "$(LEVEL)-$(PASS)" },
                From("NONE_KEY", new EnvVarSource { ConfigMapKeyRef = new ConfigMapKeySelector { Name = _map, Key = "absent", Optional = true } }),
                From("NAME", Field("metadata.name")),
                From("NODE", Field("spec.nodeName")),
                From("LABEL", Field("metadata.labels['app']")),
                From("IP", Field("status.podIP")),
                From("CPU", new EnvVarSource { ResourceFieldRef = new ResourceFieldSelector { Resource = "limits.cpu" } }),
                From("MEM", new EnvVarSource { ResourceFieldRef = new ResourceFieldSelector { Resource = "limits.memory", Divisor = Quantity.Parse("1Mi") } }),
            ],
        });
        pod = pod with { Metadata = pod.Metadata with { Labels = StringMap.Of(("app", "web")) } };

        var lines = (await node.OutputOfAsync(pod)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.StartsWith("IP=10.213.", Assert.Single(lines, line => line.StartsWith("IP=", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(
            [
                "CPU=2", "LABEL=web", "LEVEL=info", "MEM=64", "MODE=env", $"NAME={pod.Metadata.Name}", "NODE=worker-a", "PASS=p$(LEVEL)$$w",
                "S_LEVEL=secret", "S_password=p$(LEVEL)$$w", "TEXT=info-p$(LEVEL)$$w", "dotted.key=kept",
            ],
            lines.Where(line => !line.StartsWith("IP=", StringComparison.Ordinal)));
        foreach (var container in await node.ContainersAsync(pod.Metadata.Uid))
        {
            Assert.DoesNotContain("$$w", string.Join('\n', container.Labels.Values) + container.Name, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Missing_object_and_missing_key_keep_the_container_waiting_until_they_come()
    {
        var pod = Of(Shell("main", "echo $A") with
        {
            Env = [From("A", new EnvVarSource { ConfigMapKeyRef = new ConfigMapKeySelector { Name = _map, Key = "a" } })],
        });
        var uid = node.Run(pod);

        await WaitsAsync(uid, $"configmap \"{_map}\" not found");
        Assert.Contains($"Failed: Error: configmap \"{_map}\" not found", node.Events.Texts);
        node.Config.Add(Map(_map, ("b", "2")));
        await WaitsAsync(uid, $"couldn't find key a in ConfigMap default/{_map}");
        node.Config.Add(Map(_map, ("a", "there")));
        await node.UntilOverAsync(uid);

        Assert.Equal("there\n", await node.OutputAsync(uid, "main"));
        Assert.Equal(0, node.Status(uid, "main").RestartCount);
    }

    [Fact]
    public async Task Missing_secret_is_told_and_variables_of_it_are_as_they_are_at_the_start_of_each_run()
    {
        var pod = With(new PodSpec
        {
            RestartPolicy = "OnFailure",
            Containers = [Shell("main", "echo $S; test $S = two") with { EnvFrom = [new EnvFromSource { SecretRef = new SecretEnvSource { Name = _secret } }] }],
        });
        var uid = node.Run(pod);
        await WaitsAsync(uid, $"secret \"{_secret}\" not found");

        node.Config.Add(Secret(_secret, ("S", "one")));
        await node.UntilAsync(uid, seen => seen.Status.ContainerStatuses[0].LastState.Terminated is not null, "it has failed once");
        node.Config.Add(Secret(_secret, ("S", "two")));
        await node.UntilOverAsync(uid);

        Assert.Equal("two\n", await node.OutputAsync(uid, "main"));
        Assert.DoesNotContain("one", string.Join('\n', node.Events.Texts), StringComparison.Ordinal);
    }

    private static EnvVar From(string name, EnvVarSource source) => new() { Name = name, ValueFrom = source };

    private static EnvVarSource Field(string path) => new() { FieldRef = new ObjectFieldSelector { FieldPath = path } };

    private Task WaitsAsync(string uid, string message) => node.UntilAsync(
        uid,
        pod => pod.Status.ContainerStatuses is [{ State.Waiting: { Reason: ContainerReason.CreateContainerConfigError } waiting }] && waiting.Message == message,
        $"it waits: {message}");
}
