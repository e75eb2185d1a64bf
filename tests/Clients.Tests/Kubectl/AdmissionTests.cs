using Orchestrator.Clients.Tests.Support;
using Orchestrator.TestKit;

namespace Orchestrator.Clients.Tests.Kubectl;

/// <summary>What a namespace and a cluster allow, as people see it who use kubectl.</summary>
public sealed class AdmissionTests(ClientsFixture clients) : IClassFixture<ClientsFixture>
{
    [Fact]
    public async Task Quota_refuses_with_the_sums_and_tells_what_is_used()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.Kubectl.OutputOfAsync("create", "quota", "small", "--hard=configmaps=1,services=0");
        await ns.Kubectl.OutputOfAsync("create", "configmap", "a");

        var refused = await ns.Kubectl.RunAsync("create", "configmap", "b");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("configmaps \"b\" is forbidden: exceeded quota: small, requested: configmaps=1, used: configmaps=1, limited: configmaps=1", refused.Error, StringComparison.Ordinal);
        await Eventually.True(
            async () => System.Text.RegularExpressions.Regex.IsMatch(await ns.Kubectl.OutputOfAsync("describe", "quota", "small"), @"(?m)^configmaps\s+1\s+1$"), "the quota tells what is used");
    }

    [Fact]
    public async Task Deployment_without_room_says_why_and_goes_on()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.Kubectl.OutputOfAsync("create", "quota", "small", "--hard=pods=1");
        await ns.Kubectl.OutputOfAsync("create", "deployment", "web", "--image=none:1", "--replicas=2");

        await Eventually.True(
            async () => (await ns.Kubectl.OutputOfAsync("get", "deployment", "web", "-o", "jsonpath={.status.conditions[?(@.type=='ReplicaFailure')].message}")).Contains("exceeded quota: small", StringComparison.Ordinal),
            "the deployment says why it has not all its pods");
        await ns.Kubectl.OutputOfAsync("patch", "quota", "small", "--type=merge", "-p", """{"spec":{"hard":{"pods":"2"}}}""");

        await Eventually.True(async () => (await ns.Kubectl.OutputOfAsync("get", "pods", "-o", "name")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length == 2, "both pods are there");
    }

    [Fact]
    public async Task Events_are_there_in_both_groups()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.Kubectl.OutputOfAsync("create", "deployment", "web", "--image=none:1");

        await Eventually.True(async () => (await ns.Kubectl.OutputOfAsync("get", "events.events.k8s.io")).Contains("SuccessfulCreate", StringComparison.Ordinal), "the event is there");

        Assert.Contains("regarding:", await ns.Kubectl.OutputOfAsync("get", "events.events.k8s.io", "-o", "yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replication_controller_is_answered_with_what_to_use()
    {
        await using var ns = await clients.NewNamespaceAsync();

        var refused = await ns.Kubectl.RunAsync("get", "rc");

        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("use a Deployment (apps/v1)", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Priority_classes_of_the_system_are_there_and_an_unknown_one_is_refused()
    {
        await using var ns = await clients.NewNamespaceAsync();

        Assert.Contains("system-cluster-critical", await ns.Kubectl.OutputOfAsync("get", "priorityclasses"), StringComparison.Ordinal);
        var refused = await ns.Kubectl.RunAsync("run", "a", "--image=none:1", "--overrides", """{"spec":{"priorityClassName":"none"}}""");

        Assert.Contains("pods \"a\" is forbidden: no PriorityClass with name none was found", refused.Error, StringComparison.Ordinal);
    }
}
