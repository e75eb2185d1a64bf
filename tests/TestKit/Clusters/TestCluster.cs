
namespace Orchestrator.TestKit.Clusters;

/// <summary>
/// A cluster of one node: a real orc with a database, a name, ports and a subnet of its own, on a real engine. It keeps them when orc is ended and started again.
/// </summary>
public sealed class TestCluster : IAsyncDisposable
{
    private readonly TestClusterOptions _options;
    private readonly TestDatabase _database;
    private readonly string _folder = Directory.CreateTempSubdirectory("orc-cluster-").FullName;
    private readonly int _port = Free.Port();
    private readonly int _siloPort = Free.Port();
    private readonly int _clientPort = Free.Port();
    private readonly string _subnet = Free.Subnet();
    private OrcProcess? _orc;

    private TestCluster(TestClusterOptions options, TestDatabase database)
    {
        (_options, _database) = (options, database);
        Engine = new Engine(options.Engine);
        Api = new Api(Address, LastLines);
    }

    /// <summary>Name of the cluster and of its node.</summary>
    public string Name { get; } = UniqueName.Of("cluster");

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public Api Api { get; }

    public Engine Engine { get; }

    public OrcProcess Orc => _orc ?? throw new InvalidOperationException("orc was not started.");

    public string Kubeconfig => Path.Combine(_folder, "kubeconfig");

    /// <summary>Where orc keeps what lasts.</summary>
    public string DataFolder => Path.Combine(_folder, "data");

    /// <summary>The connection string that orc was given.</summary>
    public string Database => _database.ConnectionString;

    /// <summary>Starts a cluster and waits until its node takes pods.</summary>
    public static async Task<TestCluster> StartAsync(TestClusterOptions? options = null)
    {
        options ??= new TestClusterOptions();
        var cluster = new TestCluster(options, await TestDatabase.CreateAsync(options.Postgres));
        try
        {
            await cluster.StartOrcAsync();
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }

        return cluster;
    }

    /// <summary>Starts orc, after its first start or its end, and waits until it is ready and its node takes pods.</summary>
    public async Task StartOrcAsync()
    {
        if (_orc is not null)
        {
            await _orc.DisposeAsync();
        }

        LaunchOrc();
        await Orc.WaitForLineAsync("The API listens on");
        await WaitUntilReadyAsync();
    }

    /// <summary>Starts orc and does not wait for anything.</summary>
    public void LaunchOrc() => _orc = OrcProcess.Start(
        [
            "dev", "--name", Name, "--cluster", Name, "--listen", Address.ToString(), "--silo-port", $"{_siloPort}", "--client-port", $"{_clientPort}",
            "--pod-subnet", _subnet, "--kubeconfig", Kubeconfig, "--data", DataFolder, .. OrcProcess.OnSharedServer, .. _options.Arguments,
        ],
        new Dictionary<string, string?>(_options.Environment) { ["ORC_POSTGRES"] = Database, ["DOCKER_HOST"] = _options.Engine.OriginalString });

    /// <summary>Waits until orc is ready and its node takes pods.</summary>
    public Task WaitUntilReadyAsync() => EventuallyAsync(
        async () => (await Api.SendAsync(HttpMethod.Get, "/readyz")).IsSuccess && (await Api.GetAsync($"/api/v1/nodes/{Name}")).Is("Ready"),
        "the node is ready",
        TimeSpan.FromSeconds(180));

    /// <summary>Waits for a state of this cluster; a failure comes with how its pods were and what orc wrote last.</summary>
    public async Task EventuallyAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null)
    {
        try
        {
            await Eventually.True(condition, what, within);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}\nthe pods:\n{await PodsAsync()}\norc wrote last:\n{LastLines()}", late.InnerException);
        }
    }

    /// <summary>A new namespace, so that tests that share a cluster do not meet.</summary>
    public async Task<string> NewNamespaceAsync()
    {
        var name = UniqueName.Of("ns");
        await Api.CreateAsync("/api/v1/namespaces", Manifests.Namespace(name));
        return name;
    }

    /// <summary>The containers that the engine has of this cluster, of one namespace or of all.</summary>
    public async Task<IReadOnlyList<EngineContainer>> ContainersAsync(string? ns = null) =>
        [.. (await Engine.ContainersAsync(Name, Name)).Where(one => ns is null || one.Namespace == ns)];

    /// <summary>Runs kubectl against this cluster.</summary>
    public Task<CommandResult> KubectlAsync(string ns, params string[] arguments) => KubectlAsync(ns, "", arguments);

    /// <summary>Runs kubectl with something to read from its standard input.</summary>
    public Task<CommandResult> KubectlAsync(string ns, string input, string[] arguments) => new ShellCommand
    {
        Program = TestEnvironment.Kubectl,
        Arguments = ["--kubeconfig", Kubeconfig, "--cache-dir", Path.Combine(_folder, "cache"), "--namespace", ns, .. arguments],
        Input = input,
        Within = TimeSpan.FromSeconds(120),
    }.RunAsync();

    /// <summary>Ends orc and removes all that it made.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_orc is not null)
        {
            await _orc.DisposeAsync();
        }

        await Engine.EmptyAsync(Name, Name);
        await _database.DisposeAsync();
        Engine.Dispose();
        Api.Dispose();
        await Mounts.ReleaseBelowAsync(_folder);
        Directory.Delete(_folder, recursive: true);
    }

    // Of a failure only: an API that does not answer then is a part of what is told.
    private async Task<string> PodsAsync()
    {
        try
        {
            return string.Join('\n', (await Api.ListAsync("/api/v1/pods")).Select(pod =>
                $"{pod.Text("metadata.name")} on {pod.Text("spec.nodeName")}: {pod.At("status")?.ToJsonString()}"));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or InvalidOperationException)
        {
            return $"not known: {e.Message}";
        }
    }

    private string LastLines() => string.Join('\n', Orc.Output.Split('\n').TakeLast(25));
}
