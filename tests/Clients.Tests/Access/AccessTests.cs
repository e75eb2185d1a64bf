using System.Text.Json.Nodes;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Clients.Tests.Access;

/// <summary>Who may do what, as a real kubectl over TLS sees it.</summary>
public sealed class AccessTests(SecureGateway gateway) : IClassFixture<SecureGateway>
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task Owner_has_a_kubeconfig_of_their_own_and_may_do_everything()
    {
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(gateway.Kubeconfig));
        Assert.Contains("system:admin", await gateway.Owner.OutputOfAsync("auth", "whoami"), StringComparison.Ordinal);
        Assert.Equal("yes\n", await gateway.Owner.OutputOfAsync("auth", "can-i", "*", "*", "--all-namespaces"));
    }

    [Fact]
    public async Task Service_account_may_what_its_binding_says_and_nothing_else()
    {
        await using var ns = await gateway.NewNamespaceAsync();
        await gateway.Owner.OutputOfAsync("create", "rolebinding", "view", "--clusterrole=view", $"--serviceaccount={ns.Name}:robot", "-n", ns.Name);
        var robot = await gateway.RobotAsync(ns.Name);

        await Eventually.True(async () => (await robot.RunAsync("get", "pods")).ExitCode == 0, "the binding counts");
        Assert.Contains($"system:serviceaccount:{ns.Name}:robot", await robot.OutputOfAsync("auth", "whoami"), StringComparison.Ordinal);
        Assert.Equal("yes\n", await robot.OutputOfAsync("auth", "can-i", "list", "pods"));
        Assert.Equal("no\n", (await robot.RunAsync("auth", "can-i", "delete", "pods")).Output);
        Assert.Equal("no\n", (await robot.RunAsync("auth", "can-i", "list", "pods", "-n", "default")).Output);
        Assert.Contains("pods/log", await robot.OutputOfAsync("auth", "can-i", "--list"), StringComparison.Ordinal);
        Assert.Contains(
            $"Error from server (Forbidden): secrets is forbidden: User \"system:serviceaccount:{ns.Name}:robot\" cannot list resource \"secrets\" in API group \"\" in the namespace \"{ns.Name}\"",
            await robot.RefusalOfAsync("get", "secrets"), StringComparison.Ordinal);
        Assert.Contains("cannot list resource \"nodes\" in API group \"\" at the cluster scope", await robot.RefusalOfAsync("get", "nodes"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_gives_what_they_do_not_have()
    {
        await using var ns = await gateway.NewNamespaceAsync();
        await gateway.Owner.OutputOfAsync("create", "rolebinding", "admin", "--clusterrole=admin", $"--serviceaccount={ns.Name}:robot", "-n", ns.Name);
        var robot = await gateway.RobotAsync(ns.Name);
        await Eventually.True(async () => (await robot.RunAsync("get", "roles")).ExitCode == 0, "the binding counts");

        await robot.OutputOfAsync("create", "role", "reader", "--verb=get", "--resource=pods");
        var refusal = await robot.RefusalOfAsync("create", "rolebinding", "all", "--clusterrole=cluster-admin", $"--serviceaccount={ns.Name}:robot");

        Assert.Contains("is attempting to grant RBAC permissions not currently held", refusal, StringComparison.Ordinal);
        Assert.Contains("cannot create resource \"clusterroles\"", await robot.RefusalOfAsync("create", "clusterrole", "x", "--verb=get", "--resource=pods"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_in_a_volume_is_the_pods_and_ends_with_it()
    {
        await Images.EnsureAsync(TestEnvironment.Docker);
        await using var ns = await gateway.NewNamespaceAsync();
        var pod = Manifests.Pod("caller", Manifests.Script("trap 'exit 0' TERM; while :; do sleep 1; done"))
            .With("spec.serviceAccountName", "robot")
            .With("spec.volumes", JsonNode.Parse("""[{"name":"api","projected":{"sources":[{"serviceAccountToken":{"path":"token"}},{"serviceAccountToken":{"path":"other","audience":"vault"}}]}}]"""));
        pod["spec"]!["containers"]![0]!["volumeMounts"] = JsonNode.Parse("""[{"name":"api","mountPath":"/var/run/secrets/api"}]""");
        (await gateway.Owner.RunWithAsync(pod.ToJsonString(), "create", "-n", ns.Name, "-f", "-")).Succeeded();
        await gateway.Owner.OutputOfAsync("wait", "--for=condition=Ready", "pod/caller", "-n", ns.Name, "--timeout=90s");

        var own = gateway.With(await gateway.Owner.OutputOfAsync("exec", "caller", "-n", ns.Name, "--", "cat", "/var/run/secrets/api/token"));
        var other = gateway.With(await gateway.Owner.OutputOfAsync("exec", "caller", "-n", ns.Name, "--", "cat", "/var/run/secrets/api/other"));
        Assert.Contains($"system:serviceaccount:{ns.Name}:robot", await own.OutputOfAsync("auth", "whoami"), StringComparison.Ordinal);
        Assert.Contains("Unauthorized", await other.RefusalOfAsync("auth", "whoami"), StringComparison.Ordinal);

        await gateway.Owner.OutputOfAsync("delete", "pod", "caller", "-n", ns.Name, "--now");
        await Eventually.True(async () => (await own.RunAsync("auth", "whoami")).Error.Contains("Unauthorized", StringComparison.Ordinal), "the token ends with its pod");
    }

    [Fact]
    public async Task Impersonation_asks_as_somebody_else()
    {
        await using var ns = await gateway.NewNamespaceAsync();

        Assert.Contains($"User \"jane\" cannot list resource \"pods\"", await gateway.Owner.RefusalOfAsync("get", "pods", "-n", ns.Name, "--as=jane"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_credentials_only_health_and_version_are_answered()
    {
        using var http = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true });

        Assert.Equal("ok", await http.GetStringAsync($"{gateway.Address}/livez"));
        Assert.Contains("gitVersion", await http.GetStringAsync($"{gateway.Address}/version"), StringComparison.Ordinal);
        using var refused = await http.GetAsync(new Uri($"{gateway.Address}/api/v1/namespaces"));
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Every_namespace_has_a_default_service_account_that_comes_back()
    {
        await using var ns = await gateway.NewNamespaceAsync();
        await Eventually.True(async () => (await gateway.Owner.RunAsync("get", "sa", "default", "-n", ns.Name)).ExitCode == 0, "the account is there");

        await gateway.Owner.OutputOfAsync("delete", "sa", "default", "-n", ns.Name);

        await Eventually.True(async () => (await gateway.Owner.RunAsync("get", "sa", "default", "-n", ns.Name)).ExitCode == 0, "the account is back");
    }

    [Fact]
    public async Task Writes_are_in_the_audit_log()
    {
        await using var ns = await gateway.NewNamespaceAsync();

        await gateway.Owner.OutputOfAsync("delete", "sa", "robot", "-n", ns.Name);

        await Eventually.True(
            () => Task.FromResult(gateway.Log.Contains($"system:admin, known by certificate, from 127.0.0.1: delete serviceaccounts {ns.Name}/robot -> 200", StringComparison.Ordinal)),
            "the deletion is logged");
    }
}
