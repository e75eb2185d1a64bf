using Orchestrator.Clients.Tests.Support;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Clients.Tests.Access;

/// <summary>A gateway of the shared cluster that serves the API over TLS, with the kubeconfig that it writes for the cluster's owner.</summary>
public sealed class SecureGateway : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("orc-secure-").FullName;
    private readonly int _port = Free.Port();
    private SharedCluster? _shared;
    private OrcProcess? _orc;

    public string Address => $"https://127.0.0.1:{_port}";

    public string Kubeconfig => Path.Combine(_folder, "kubeconfig");

    /// <summary>kubectl as the cluster's owner.</summary>
    public ClientProgram Owner => Client("--kubeconfig", Kubeconfig);

    /// <summary>What orc wrote.</summary>
    public string Log => _orc!.Output;

    public async Task InitializeAsync()
    {
        _shared = await SharedCluster.GetAsync();
        var cluster = _shared.Cluster;
        _orc = OrcProcess.Start(
            ["gateway", "--name", UniqueName.Of("secure"), "--cluster", cluster.Name, "--listen", Address, "--insecure-silos", "--kubeconfig", Kubeconfig, .. OrcProcess.OnSharedServer],
            new Dictionary<string, string?>
            {
                ["ORC_POSTGRES"] = cluster.Database,
                ["ORC_SECRETS_KEY_FILE"] = Path.Combine(cluster.DataFolder, cluster.Name, "secrets.key"),
            });
        await _orc.WaitForLineAsync("The API listens on");
    }

    public async Task DisposeAsync()
    {
        await _orc!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A new namespace with a service account <c>robot</c>.</summary>
    public async Task<TestNamespace> NewNamespaceAsync()
    {
        var name = UniqueName.Of("ns");
        await _shared!.Cluster.Api.CreateAsync("/api/v1/namespaces", Manifests.Namespace(name));
        await Owner.OutputOfAsync("create", "serviceaccount", "robot", "-n", name);
        return new TestNamespace(_shared, name);
    }

    /// <summary>kubectl with a token of the service account of a namespace, made by kubectl itself.</summary>
    public async Task<ClientProgram> RobotAsync(string ns)
    {
        var token = (await Owner.OutputOfAsync("create", "token", "robot", "-n", ns)).Trim();
        var file = KubeconfigOf(ns);
        File.Copy(Kubeconfig, file, overwrite: true);
        var robot = Client("--kubeconfig", file);
        await robot.OutputOfAsync("config", "set-credentials", "robot", $"--token={token}");
        await robot.OutputOfAsync("config", "set-context", "--current", "--user=robot", $"--namespace={ns}");
        return robot;
    }

    /// <summary>kubectl with this token, and with nothing else that says who asks.</summary>
    public ClientProgram With(string token) => Client("--server", Address, "--certificate-authority", Authority(), "--token", token, "--kubeconfig", "/dev/null");

    /// <summary>The kubeconfig of <see cref="RobotAsync"/> of a namespace.</summary>
    public string KubeconfigOf(string ns) => Path.Combine(_folder, $"{ns}.kubeconfig");

    // The certificate that the kubeconfig trusts, in a file of its own.
    private string Authority()
    {
        const string Name = "certificate-authority-data: ";
        var line = File.ReadLines(Kubeconfig).Single(line => line.Contains(Name, StringComparison.Ordinal));
        var file = Path.Combine(_folder, "ca.crt");
        File.WriteAllBytes(file, Convert.FromBase64String(line[(line.IndexOf(Name, StringComparison.Ordinal) + Name.Length)..]));
        return file;
    }

    private ClientProgram Client(params string[] arguments) => new()
    {
        Program = TestEnvironment.Kubectl,
        Arguments = [.. arguments, "--cache-dir", Path.Combine(_folder, "cache")],
    };
}
