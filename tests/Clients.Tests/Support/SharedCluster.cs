using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Clients.Tests.Support;

/// <summary>The one cluster of all tests of this assembly: the first that asks starts it, and the assembly's end ends it.</summary>
public sealed class SharedCluster
{
    private static readonly Lazy<Task<SharedCluster>> Started = new(StartAsync);

    private SharedCluster(TestCluster cluster, string folder) => (Cluster, Folder) = (cluster, folder);

    public TestCluster Cluster { get; }

    /// <summary>Where clients keep what they remember of the cluster.</summary>
    public string Folder { get; }

    public static Task<SharedCluster> GetAsync() => Started.Value;

    /// <summary>Ends the cluster if any test has asked for it.</summary>
    public static async Task EndAsync()
    {
        if (Started is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            var shared = await Started.Value;
            await shared.Cluster.DisposeAsync();
            Directory.Delete(shared.Folder, recursive: true);
        }
    }

    private static async Task<SharedCluster> StartAsync() =>
        new(await TestCluster.StartAsync(new TestClusterOptions { Arguments = ["--node-status-max-images", "-1"] }), Directory.CreateTempSubdirectory("orc-clients-").FullName);
}
