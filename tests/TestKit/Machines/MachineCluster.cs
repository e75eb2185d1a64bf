using System.Net;

namespace Orchestrator.TestKit.Machines;

/// <summary>
/// A cluster of real processes: machines with an engine and a worker each, silos that host the control plane beside them, and a PostgreSQL of its own, on one bridge.
/// Disposing ends and removes all of it.
/// </summary>
public sealed class MachineCluster : IAsyncDisposable
{
    private readonly MachineClusterOptions _options;
    private readonly string _folder = Directory.CreateTempSubdirectory("orc-machines-").FullName;
    private readonly List<Silo> _controls = [];
    private readonly List<Silo> _workers = [];
    private TestDatabase? _database;

    private MachineCluster(MachineClusterOptions options, MachineNetwork network, PrivatePostgres postgres) => (_options, Network, Postgres) = (options, network, postgres);

    /// <summary>The cluster's name.</summary>
    public string Name { get; } = UniqueName.Of("machines");

    /// <summary>The bridge with its machines.</summary>
    public MachineNetwork Network { get; }

    /// <summary>The machines, in order.</summary>
    public IReadOnlyList<Machine> Machines => Network.Machines;

    /// <summary>The server that all silos share.</summary>
    public PrivatePostgres Postgres { get; }

    /// <summary>The silos that host the control plane, each with an API on loopback.</summary>
    public IReadOnlyList<Silo> Controls => _controls;

    /// <summary>The workers, in the order of their machines.</summary>
    public IReadOnlyList<Silo> Workers => _workers;

    private string Certificates => Path.Combine(_folder, "certificates");

    /// <summary>Makes the machines and the server, and starts the silos. Whoever wants to use the cluster waits until it is ready.</summary>
    public static async Task<MachineCluster> StartAsync(MachineClusterOptions? options = null)
    {
        options ??= new MachineClusterOptions();
        var network = await MachineNetwork.CreateAsync(options.Workers);
        try
        {
            var cluster = new MachineCluster(options, network, await PrivatePostgres.CreateAsync(network.Address, options.Durable));
            try
            {
                await cluster.StartSilosAsync();
                return cluster;
            }
            catch
            {
                await cluster.DisposeAsync();
                throw;
            }
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts every silo that has ended.</summary>
    public async Task EnsureRunningAsync()
    {
        foreach (var silo in _controls.Concat(_workers))
        {
            await silo.EnsureRunningAsync();
        }
    }

    /// <summary>Connection string of the cluster's database.</summary>
    public string Database => _database!.ConnectionString;

    /// <summary>The lines of all silos that hold a text, of those that they wrote last; none for the empty text.</summary>
    public string LinesAbout(string text) => text.Length == 0
        ? ""
        : string.Join('\n', _controls.Concat(_workers).SelectMany(silo => silo.LinesAbout(text).Select(line => $"{silo.Name}: {line}")));

    /// <summary>What all silos wrote last.</summary>
    public string LastLines() => string.Join('\n', _controls.Concat(_workers).Select(silo => silo.LastLines()));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var machine in Machines)
        {
            // What is frozen would not die before its time.
            await machine.CutPowerAsync();
        }

        foreach (var silo in _workers.Concat(_controls))
        {
            await silo.DisposeAsync();
        }

        // The server is reached by the bridge, so that goes last.
        if (_database is not null)
        {
            await Postgres.StartAsync();
            await _database.DisposeAsync();
        }

        await Postgres.DisposeAsync();
        await Network.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartSilosAsync()
    {
        _database = await TestDatabase.CreateAsync(Postgres.ConnectionString);
        (await OrcProcess.RunAsync("certs", "init", Certificates, "--cluster", Name)).Succeeded();
        for (var index = 0; index < _options.Controls; index++)
        {
            var address = new Uri($"http://127.0.0.1:{FreePorts.Take()}");
            _controls.Add(await MakeAsync($"control-{index + 1}", "control", Network.Address, address, [], []));
        }

        for (var index = 0; index < _options.Workers; index++)
        {
            var machine = Machines[index];
            var data = Path.Combine(_folder, $"worker-{index + 1}");
            _workers.Add(await MakeAsync(
                $"worker-{index + 1}", "worker", machine.Address, new Uri($"http://{machine.Address}:7080"), ["--data", data], machine.Launcher, machine.Engine));
        }

        foreach (var silo in _controls.Concat(_workers))
        {
            await silo.StartAsync();
        }
    }

    private async Task<Silo> MakeAsync(string name, string role, IPAddress siloAddress, Uri address, string[] more, IReadOnlyList<string> launcher, Uri? engine = null)
    {
        (await OrcProcess.RunAsync("certs", "issue", Certificates, name, "--address", $"{siloAddress}")).Succeeded();
        string[] arguments =
        [
            "silo", "--role", role, "--name", name, "--cluster", Name, "--silo-address", $"{siloAddress}", "--silo-port", $"{FreePorts.Take()}", "--client-port", $"{FreePorts.Take()}",
            "--listen", address.ToString(), "--tls-dir", Path.Combine(Certificates, name), .. more,
        ];
        var environment = new Dictionary<string, string?>(_options.Environment(Network.Address)) { ["ORC_POSTGRES"] = _database!.ConnectionString, ["DOCKER_HOST"] = engine?.OriginalString };
        return new Silo(name, address, arguments, environment, launcher);
    }

}
