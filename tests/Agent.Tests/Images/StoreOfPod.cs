using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Agent.Images;
using Orchestrator.Agent.Pods;
using Orchestrator.Agent.Tests.Support;
using Orchestrator.Containers;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.TestKit;

namespace Orchestrator.Agent.Tests.Images;

/// <summary>An image store over an engine in memory, or over a real one, and pods that want images of it.</summary>
internal sealed class StoreOfPod : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("orc-images-").FullName;

    public StoreOfPod(int parallelPulls = 3, string nodeConfig = "{}", IContainerEngine? real = null)
    {
        Engine = new MemoryEngine(Clock);
        var config = Path.Combine(_folder, "config.json");
        File.WriteAllText(config, nodeConfig);
        var options = new ImageOptions { ParallelPulls = parallelPulls, RegistryConfigFile = config };
        Ledger = new ImageLedger(Path.Combine(_folder, "images.json"), Clock, NullLogger.Instance);
        var events = new PodEvents(Events, new NodeAgentOptions { NodeName = "worker-a" }, Clock);
        Store = new ImageStore(real ?? Engine, new PullCredentials(Secrets, new NodeCredentials(options)), Ledger, events, options, Clock);
    }

    public ManualTimeProvider Clock { get; } = new();

    public MemoryEngine Engine { get; }

    public MemoryConfig Secrets { get; } = new();

    public RecordedEvents Events { get; } = new();

    public ImageLedger Ledger { get; }

    public ImageStore Store { get; }

    /// <summary>A pod asks for an image.</summary>
    public Task EnsureAsync(string image, string policy = ImagePullPolicy.IfNotPresent, CancellationToken cancellationToken = default, params string[] secrets)
    {
        var pod = Samples.Pod("web", image, pull: policy);
        pod = pod with { Spec = pod.Spec with { ImagePullSecrets = [.. secrets.Select(name => new LocalObjectReference { Name = name })] } };
        return Store.EnsureAsync(pod, pod.Spec.Containers[0], cancellationToken);
    }

    /// <summary>There is a Secret with credentials for a registry.</summary>
    public void AddSecret(string name, string registry, string user, string password) => Secrets.Add(new Secret
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default" },
        Type = SecretType.DockerConfigJson,
        Data = StringMap.Of((SecretKey.DockerConfigJson, Base64(Config(registry, user, password)))),
    });

    /// <summary>A config.json with credentials for a registry.</summary>
    public static string Config(string registry, string user, string password) =>
        $$$$"""{"auths":{"{{{{registry}}}}":{"auth":"{{{{Base64($"{user}:{password}")}}}}"}}}""";

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));
}
