using System.Text.Json.Nodes;
using Orchestrator.Hostile.Tests.Requests;
using Orchestrator.Resources.Description;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Hostile.Tests.Support;

/// <summary>The cluster that is attacked: a real orc with a real database and engine, some objects of every kind, and a pod that runs.</summary>
public sealed class HostileCluster : IAsyncLifetime
{
    private const int ObjectsPerKind = 3;

    /// <summary>Where the running pod is, which requests of <see cref="RequestMaker"/> do not reach.</summary>
    public const string QuietNamespace = "quiet";

    private TestCluster? _cluster;

    public TestCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster was not started.");

    /// <summary>Path of the running pod.</summary>
    public static string Pod => $"{Api.Pods(QuietNamespace)}/web";

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync();
        foreach (var ns in (string[])[RequestMaker.Namespace, QuietNamespace])
        {
            await Cluster.Api.CreateAsync("/api/v1/namespaces", Manifests.Namespace(ns));
        }

        // Events of the other group are the same objects, seen in another form.
        foreach (var kind in ResourceKinds.All.Where(kind => kind.Namespaced && kind.Group != "events.k8s.io"))
        {
            for (var number = 0; number < ObjectsPerKind; number++)
            {
                await CreateAsync(kind, ValidDocuments.Of(kind, $"a{number}"));
            }
        }

        await Cluster.Api.CreateAsync(Api.Pods(QuietNamespace), Manifests.Pod("web", Manifests.Script("while true; do sleep 1; done")));
        await Cluster.PodAsync(QuietNamespace, "web", pod => pod.Is("Ready"), "ready");
    }

    /// <summary>Fails unless the server is ready, serves, and has met nothing that it did not expect.</summary>
    public async Task RequireWellAsync()
    {
        await Cluster.WaitUntilReadyAsync();
        Assert.Equal("Running", (await Cluster.Api.GetAsync(Pod)).Text("status.phase"));
        Assert.DoesNotContain("failed unexpectedly", Cluster.Orc.Output, StringComparison.Ordinal);
    }

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    // Attacks are worth more on objects that are there, so each of the documents has to be a right one.
    private async Task CreateAsync(KindDescription kind, JsonObject document)
    {
        var root = kind.Group.Length == 0 ? "/api/v1" : $"/apis/{kind.ApiVersion}";
        var answer = await Cluster.Api.SendAsync(HttpMethod.Post, $"{root}/namespaces/{RequestMaker.Namespace}/{kind.Plural}", document.ToJsonString());
        Assert.True(answer.IsSuccess, $"{kind.QualifiedPlural}: {answer.Body}");
    }
}
