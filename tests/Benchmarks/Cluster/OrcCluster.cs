using System.Net;
using System.Net.Sockets;
using Orchestrator.Benchmarks.Engine;
using Orchestrator.Benchmarks.Measuring;
using Orchestrator.TestKit;

namespace Orchestrator.Benchmarks.Cluster;

/// <summary>A cluster of one node: <c>orc dev</c> as users start it, in a database of its own. Disposing it ends all of it.</summary>
internal sealed class OrcCluster : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly TestDatabase _database;
    private readonly OrcProcess _process;
    private readonly string _kubeconfig;

    private OrcCluster(RawEngine engine, TestDatabase database, string name, Uri address)
    {
        (Engine, _database) = (engine, database);
        _kubeconfig = Path.Combine(Path.GetTempPath(), $"{name}.kubeconfig");
        Containers = new LabelledContainers(engine, $"orchestrator.node={name}");
        Api = new KubeApi(address);
        _process = OrcProcess.Start(
            [
                "dev", "--node-name", name, "--cluster", name, "--listen", address.ToString(), "--pod-subnet", Subnets.Free(),
                "--kubeconfig", _kubeconfig, "--data", $"{_kubeconfig}.data", "--remove-containers-on-exit",
            ],
            new Dictionary<string, string?> { ["ORC_POSTGRES"] = database.ConnectionString, ["DOCKER_HOST"] = engine.Address.OriginalString });
    }

    /// <summary>The engine that it works on.</summary>
    public RawEngine Engine { get; }

    /// <summary>Its API.</summary>
    public KubeApi Api { get; }

    /// <summary>Its containers.</summary>
    public LabelledContainers Containers { get; }

    /// <summary>Its process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts a cluster, lets it be used, and ends it. What fails meanwhile is told with the end of orc's own output.</summary>
    public static async Task<T> UseAsync<T>(Func<OrcCluster, Task<T>> use, CancellationToken cancellationToken)
    {
        using var engine = new RawEngine(TestEnvironment.Docker);
        await using var database = await TestDatabase.CreateAsync(cancellationToken: cancellationToken);
        var name = UniqueName.Of("bench");
        await using var cluster = new OrcCluster(engine, database, name, FreeAddress());
        try
        {
            await Wait.UntilAsync(token => cluster.UnreadyAsync(name, token), "orc is ready", StartWithin, Pause, cancellationToken);
            return await use(cluster);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new MeasurementException($"{exception.Message}\n{cluster.LastWords()}", exception);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        if (!_process.HasExited)
        {
            var status = await _process.TerminateAsync(StopWithin);
            await SayIfAsync(status != 0, $"orc ended with exit code {status}\n{LastWords()}");
        }

        await _process.DisposeAsync();
        var containers = await Containers.RemoveAllAsync(CancellationToken.None);
        await SayIfAsync(containers > 0, $"orc left {containers} containers behind; they are removed");
        var networks = await Containers.RemoveNetworksAsync(CancellationToken.None);
        await SayIfAsync(networks > 0, "orc left its network behind; it is removed");
        File.Delete(_kubeconfig);
        Directory.Delete($"{_kubeconfig}.data", recursive: true);
    }

    private static Task SayIfAsync(bool holds, string sentence) => holds ? Console.Error.WriteLineAsync($"warning: {sentence}") : Task.CompletedTask;

    private Task<string?> UnreadyAsync(string node, CancellationToken cancellationToken) => _process.HasExited
        ? throw new InvalidOperationException("orc ended before it was ready.")
        : Api.UnreadyAsync(node, cancellationToken);

    private string LastWords() => $"The end of orc's output:\n{string.Join('\n', _process.Output.Split('\n').TakeLast(20))}";

    private static Uri FreeAddress()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
    }
}
