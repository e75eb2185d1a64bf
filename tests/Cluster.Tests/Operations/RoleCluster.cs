using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Operations;

/// <summary>A cluster of several processes that talk over TLS on loopback: control silos without an engine, workers without an API, gateways.</summary>
public sealed class RoleCluster : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly string _folder = Directory.CreateTempSubdirectory("orc-roles-").FullName;
    private readonly Dictionary<string, Member> _members = [];

    private RoleCluster(TestDatabase database) => _database = database;

    public string Name { get; } = UniqueName.Of("roles");

    public string Database => _database.ConnectionString;

    /// <summary>Makes a database and an authority.</summary>
    public static async Task<RoleCluster> CreateAsync()
    {
        var cluster = new RoleCluster(await TestDatabase.CreateAsync());
        await RunAsync("certs", "init", cluster._folder);
        return cluster;
    }

    /// <summary>The folder of a new certificate.</summary>
    public async Task<string> CertificateAsync(string name)
    {
        await RunAsync("certs", "issue", _folder, name, "--address", "127.0.0.1");
        return Path.Combine(_folder, name);
    }

    /// <summary>Starts a silo that hosts the control plane and serves the API; there is no engine where it looks for one.</summary>
    public Task LaunchControlAsync(string name) => LaunchAsync(
        name,
        ["silo", "--role", "control", "--silo-port", $"{Free.Port()}", "--client-port", $"{Free.Port()}", "--shutdown-delay", "20"],
        "unix:///nonexistent/docker.sock");

    /// <summary>Starts a silo that runs pods on the shared engine.</summary>
    public Task LaunchWorkerAsync(string name) => LaunchAsync(
        name,
        [
            "silo", "--role", "worker", "--silo-port", $"{Free.Port()}", "--client-port", $"{Free.Port()}", "--pod-subnet", Free.Subnet(),
            "--data", Path.Combine(_folder, $"data-{name}"),
        ],
        TestEnvironment.Docker.OriginalString);

    /// <summary>Starts a gateway.</summary>
    public Task LaunchGatewayAsync(string name) => LaunchAsync(name, ["gateway", "--shutdown-delay", "2"], "unix:///nonexistent/docker.sock");

    /// <summary>HTTP of a member.</summary>
    public Api Api(string name) => _members[name].Api;

    public OrcProcess Orc(string name) => _members[name].Orc!;

    /// <summary>Starts a member again that has ended.</summary>
    public async Task StartAgainAsync(string name)
    {
        await Orc(name).DisposeAsync();
        _members[name].Launch(Database);
        await UntilReadyAsync(name);
    }

    /// <summary>Waits until a member says that it is ready; one that has yet to listen is not.</summary>
    public Task UntilReadyAsync(string name) => EventuallyAsync(
        async () =>
        {
            await EnsureRunningAsync(name);
            return (await Api(name).SendAsync(HttpMethod.Get, "/readyz")).IsSuccess;
        },
        $"{name} is ready");

    /// <summary>Waits until a worker takes pods, as another member sees it.</summary>
    public Task UntilTakesPodsAsync(string worker, string seenBy) => EventuallyAsync(
        async () =>
        {
            await EnsureRunningAsync(worker);
            return (await Api(seenBy).FindAsync($"/api/v1/nodes/{worker}")).Is("Ready");
        },
        $"{worker} takes pods");

    /// <summary>Waits for a state of this cluster; a failure comes with what its members wrote last.</summary>
    public async Task EventuallyAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null)
    {
        try
        {
            await Eventually.True(condition, what, within);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}\n{string.Join('\n', _members.Select(member => $"{member.Key} wrote last:\n{LastLines(member.Value)}"))}", late.InnerException);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members.Values)
        {
            await member.Orc!.DisposeAsync();
            member.Api.Dispose();
        }

        using var engine = new Engine(TestEnvironment.Docker);
        foreach (var name in _members.Keys)
        {
            await engine.EmptyAsync(Name, name);
        }

        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // As whoever supervises services does: a silo that got no processor for seconds may have been declared dead, and ends.
    private async Task EnsureRunningAsync(string name)
    {
        if (Orc(name).HasExited)
        {
            await Orc(name).DisposeAsync();
            _members[name].Launch(Database);
        }
    }

    private async Task LaunchAsync(string name, string[] arguments, string docker)
    {
        var address = new Uri($"http://127.0.0.1:{Free.Port()}");
        var member = new Member
        {
            Arguments = [.. arguments, "--name", name, "--cluster", Name, "--listen", address.ToString(), "--tls-dir", await CertificateAsync(name), .. OrcProcess.OnSharedServer],
            Docker = docker,
            Address = address,
        };
        _members.Add(name, member);
        member.Launch(Database);
    }

    private static async Task RunAsync(params string[] arguments)
    {
        await using var orc = OrcProcess.Start(arguments);
        Assert.True(await orc.WaitForExitAsync() == 0, orc.Output);
    }

    private static string LastLines(Member member) => string.Join('\n', member.Orc!.Output.Split('\n').TakeLast(25));

    private sealed class Member
    {
        private Api? _api;

        public required string[] Arguments { get; init; }

        public required string Docker { get; init; }

        public required Uri Address { get; init; }

        public OrcProcess? Orc { get; private set; }

        public Api Api => _api ??= new Api(Address, () => LastLines(this));

        public void Launch(string database) =>
            Orc = OrcProcess.Start(Arguments, new Dictionary<string, string?> { ["ORC_POSTGRES"] = database, ["DOCKER_HOST"] = Docker });
    }
}
