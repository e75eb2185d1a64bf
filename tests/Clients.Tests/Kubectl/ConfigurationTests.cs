using Orchestrator.Clients.Tests.Support;
using Orchestrator.TestKit;

namespace Orchestrator.Clients.Tests.Kubectl;

/// <summary>ConfigMaps, Secrets and fields of the pod in containers, as people write them.</summary>
public sealed class ConfigurationTests(ClientsFixture clients) : IClassFixture<ClientsFixture>
{
    private const string Pod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: reader, labels: {app: reader}}
        spec:
          terminationGracePeriodSeconds: 0
          containers:
          - name: main
            image: IMAGE
            imagePullPolicy: Never
            command: [sh, -c, "echo $GREETING $PASSWORD $NAME; cat /etc/all/password /etc/all/labels; echo; until grep -q second /etc/all/greeting; do sleep 0.2; done; cat /etc/all/greeting; echo; exec sleep 3600"]
            envFrom:
            - configMapRef: {name: settings}
            env:
            - name: PASSWORD
              valueFrom: {secretKeyRef: {name: credentials, key: password}}
            - name: NAME
              valueFrom: {fieldRef: {fieldPath: metadata.name}}
            volumeMounts: [{name: all, mountPath: /etc/all}]
          volumes:
          - name: all
            projected:
              sources:
              - configMap: {name: settings, items: [{key: GREETING, path: greeting}]}
              - secret: {name: credentials}
              - downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}
        """;

    [Fact]
    public async Task Pod_waits_for_what_it_names_has_it_and_sees_a_change_while_it_runs()
    {
        await Images.EnsureAsync(TestEnvironment.Docker);
        await using var ns = await clients.NewNamespaceAsync();
        await ApplyAsync(ns, Pod.Replace("IMAGE", Images.Busybox, StringComparison.Ordinal));
        await ApplyAsync(ns, Secret("s3cr3t"));
        await Eventually.True(
            async () => (await ns.Kubectl.OutputOfAsync("describe", "pod", "reader")).Contains("MountVolume.SetUp failed for volume \"all\" : configmap \"settings\" not found", StringComparison.Ordinal),
            "what is missing is told");

        await ApplyAsync(ns, Map("first"));
        await ns.Kubectl.OutputOfAsync("wait", "--for=condition=Ready", "pod/reader", "--timeout=60s");
        await SaysAsync(ns, "first s3cr3t reader\ns3cr3tapp=\"reader\"\n");
        await ApplyAsync(ns, Map("second"));

        await SaysAsync(ns, "first s3cr3t reader\ns3cr3tapp=\"reader\"\nsecond\n");
        Assert.DoesNotContain("s3cr3t", await ns.Kubectl.OutputOfAsync("describe", "pod", "reader"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Container_without_its_map_says_so_in_the_list_of_pods()
    {
        await Images.EnsureAsync(TestEnvironment.Docker);
        await using var ns = await clients.NewNamespaceAsync();
        await ApplyAsync(ns, """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"lonely"},"spec":{"terminationGracePeriodSeconds":0,"containers":[{"name":"main","image":"IMAGE","imagePullPolicy":"Never",
             "command":["sleep","3600"],"envFrom":[{"secretRef":{"name":"absent"}}]}]}}
            """.Replace("IMAGE", Images.Busybox, StringComparison.Ordinal));

        await Eventually.True(
            async () => (await ns.Kubectl.OutputOfAsync("get", "pods")).Contains("CreateContainerConfigError", StringComparison.Ordinal), "the list says so");
        Assert.Equal(
            "secret \"absent\" not found",
            await ns.Kubectl.OutputOfAsync("get", "pod", "lonely", "-o", "jsonpath={.status.containerStatuses[0].state.waiting.message}"));
    }

    private static Task SaysAsync(TestNamespace ns, string output) =>
        Eventually.True(async () => await ns.Kubectl.OutputOfAsync("logs", "reader") == output, $"the pod says: {output}");

    private static async Task ApplyAsync(TestNamespace ns, string manifest) => (await ns.Kubectl.RunWithAsync(manifest, "apply", "-f", "-")).Succeeded();

    private static string Map(string greeting) => $$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings"},"data":{"GREETING":"{{greeting}}"} }""";

    private static string Secret(string password) => $$"""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"credentials"},"stringData":{"password":"{{password}}"} }""";
}
