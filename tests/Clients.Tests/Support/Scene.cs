using System.Text.Json.Nodes;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Clients.Tests.Support;

/// <summary>Things to look at, which no test changes: a namespace with a deployment <c>web</c> of two replicas and a pod <c>box</c> that has restarted once, all ready.</summary>
public sealed class Scene : IAsyncLifetime
{
    private TestNamespace? _namespace;

    public TestNamespace Namespace => _namespace ?? throw new InvalidOperationException("The scene was not set.");

    public ClientProgram Kubectl => Namespace.Kubectl;

    public async Task InitializeAsync()
    {
        await Images.EnsureAsync(TestEnvironment.Docker);
        var clients = new ClientsFixture();
        await clients.InitializeAsync();
        _namespace = await clients.NewNamespaceAsync();
        (await Kubectl.RunWithAsync(Manifests.Deployment("web", 2).ToJsonString(), "apply", "-f", "-")).Succeeded();
        var box = Manifests.Pod("box", Manifests.Script("if [ -e /scratch/ran ]; then echo second; else touch /scratch/ran; echo first; exit 1; fi; trap 'exit 0' TERM; while :; do sleep 1; done"));
        box["metadata"]!["labels"] = new JsonObject { ["app"] = "box", ["tier"] = "back" };
        box["spec"]!["volumes"] = JsonNode.Parse("""[{"name":"scratch","emptyDir":{}}]""");
        box["spec"]!["containers"]![0]!["volumeMounts"] = JsonNode.Parse("""[{"name":"scratch","mountPath":"/scratch"}]""");
        (await Kubectl.RunWithAsync(box.ToJsonString(), "create", "-f", "-")).Succeeded();
        await Kubectl.OutputOfAsync("wait", "--for=condition=Available", "deployment/web", "--timeout=90s");
        await Kubectl.OutputOfAsync("wait", "--for=jsonpath={.status.containerStatuses[0].restartCount}=1", "pod/box", "--timeout=90s");
        await Kubectl.OutputOfAsync("wait", "--for=condition=Ready", "pod/box", "--timeout=90s");

        // Ready is what has been started; what it writes and serves comes after that.
        await Eventually.True(async () => await Kubectl.OutputOfAsync("logs", "box") == "second\n", "the pod box says that it runs again");
        foreach (var web in await Namespace.Cluster.Api.ListAsync($"{Api.Pods(Namespace.Name)}?labelSelector=app%3Dweb"))
        {
            await Namespace.AnswersAsync(web);
        }
    }

    public async Task DisposeAsync()
    {
        if (_namespace is not null)
        {
            await _namespace.DisposeAsync();
        }
    }
}
