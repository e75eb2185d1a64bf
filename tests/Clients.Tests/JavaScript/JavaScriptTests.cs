using Orchestrator.Clients.Tests.Access;
using Orchestrator.Clients.Tests.Support;
using Orchestrator.TestKit;

namespace Orchestrator.Clients.Tests.JavaScript;

/// <summary>The JavaScript client over TLS, in the hands of the cluster's owner and of a service account. What is asserted of answers, the scripts assert.</summary>
public sealed class JavaScriptTests(SecureGateway gateway) : IClassFixture<SecureGateway>
{
    [Fact]
    public async Task Informer_sees_what_is_there_what_comes_what_changes_and_what_goes()
    {
        await using var ns = await gateway.NewNamespaceAsync();

        (await OwnerIn(ns).RunAsync("informer")).Succeeded();

        Assert.Equal("2", await ns.Kubectl.OutputOfAsync("get", "configmap", "late", "-o", "jsonpath={.data.value}"));
    }

    [Fact]
    public async Task Commands_input_ports_logs_and_files_of_a_pod_are_reached()
    {
        await Images.EnsureAsync(TestEnvironment.Docker);
        await using var ns = await gateway.NewNamespaceAsync();

        (await OwnerIn(ns).RunAsync("streams")).Succeeded();

        Assert.Equal("100000\n", await ns.Kubectl.OutputOfAsync("exec", "box", "--", "sh", "-c", "cat /tmp/here/file | wc -c"));
        Assert.Contains("got hello\n", await ns.Kubectl.OutputOfAsync("logs", "box"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_of_a_service_account_lets_do_what_its_role_says()
    {
        await using var ns = await gateway.NewNamespaceAsync();
        await gateway.Owner.OutputOfAsync("create", "rolebinding", "view", "--clusterrole=view", $"--serviceaccount={ns.Name}:robot", "-n", ns.Name);
        var robot = await gateway.RobotAsync(ns.Name);
        await Eventually.True(async () => (await robot.RunAsync("get", "pods")).ExitCode == 0, "the binding counts");

        (await new JavaScriptClient { Kubeconfig = gateway.KubeconfigOf(ns.Name), Namespace = ns.Name }.RunAsync("access")).Succeeded();
    }

    private JavaScriptClient OwnerIn(TestNamespace ns) => new() { Kubeconfig = gateway.Kubeconfig, Namespace = ns.Name };
}
