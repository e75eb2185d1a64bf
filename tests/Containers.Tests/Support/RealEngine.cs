using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using Orchestrator.Containers.Docker;

namespace Orchestrator.Containers.Tests.Support;

/// <summary>The engine that the tests run against, an image of busybox on it, and the removal of all that a test class made.</summary>
public sealed class RealEngine : IAsyncLifetime
{
    public const string Label = "orchestrator.tests.run";

    private static readonly string[] Applets =
    [
        "sh", "sleep", "echo", "cat", "httpd", "ip", "seq", "tail", "head", "tr", "env", "pwd", "hostname", "ls", "wget", "id", "dd", "stty", "grep", "readlink",
        "touch", "mkdir", "true",
    ];

    private readonly string _run = Guid.NewGuid().ToString("N")[..12];
    private readonly DockerEngine _engine = Engines.Create(Endpoint);
    private int _count;

    public static string Endpoint => Environment.GetEnvironmentVariable("ORC_TEST_DOCKER")
        ?? throw new InvalidOperationException("ORC_TEST_DOCKER names no Docker engine: run the tests with eng/test.");

    public static string SocketPath => new Uri(Endpoint).LocalPath;

    /// <summary>An image with busybox, whose command is <c>sh -c "echo from the image"</c>.</summary>
    public string Image => $"orchestrator-tests-{_run}:1";

    public IReadOnlyDictionary<string, string> Labels => new Dictionary<string, string> { [Label] = _run };

    public IContainerEngine Engine => _engine;

    public DockerClient Client { get; } = new DockerClientConfiguration(new Uri(Endpoint)).CreateClient();

    public string NewName(string purpose) => $"orc-test-{purpose}-{_run}-{Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture)}";

    public ContainerSpec Spec(string purpose, params string[] command) => new()
    {
        Name = NewName(purpose),
        Image = Image,
        Arguments = command,
        Labels = Labels,
    };

    public async Task<string> RunAsync(ContainerSpec spec)
    {
        var id = await Engine.CreateContainerAsync(spec, default);
        await Engine.StartContainerAsync(id, default);
        return id;
    }

    public async Task<ContainerInfo> WaitForAsync(string id, Func<ContainerInfo, bool> condition)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var container = await Engine.FindContainerAsync(id, bound.Token);
            if (container is not null && condition(container))
            {
                return container;
            }

            await Task.Delay(20, bound.Token);
        }
    }

    /// <summary>Runs a container to its end and returns what it wrote.</summary>
    public async Task<string> OutputOfAsync(ContainerSpec spec)
    {
        var ended = await RunToEndAsync(spec);
        return (await Texts.ReadAsync(Engine.ReadLogsAsync(ended.Id, new LogOptions(), default))).TrimEnd();
    }

    public async Task<ContainerInfo> RunToEndAsync(ContainerSpec spec)
    {
        var id = await RunAsync(spec);
        return await WaitForAsync(id, container => container.State == ContainerState.Exited);
    }

    /// <summary>Removes the containers that were made of an image.</summary>
    public async Task RemoveContainersOfAsync(string imageId)
    {
        foreach (var container in (await Engine.ListContainersAsync(Labels, default)).Where(container => container.ImageId == imageId))
        {
            await Engine.RemoveContainerAsync(container.Id, default);
        }
    }

    public async Task InitializeAsync()
    {
        await using var archive = await Archives.BusyboxAsync(Applets);
        var parameters = new ImagesCreateParameters
        {
            Repo = Image.Split(':')[0],
            Tag = "1",
            Changes = ["ENV PATH=/bin", "CMD [\"sh\", \"-c\", \"echo from the image\"]", "USER 0:0"],
        };
        await Client.Images.CreateImageAsync(parameters, archive, null, new Ignored(), CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        foreach (var container in await Engine.ListContainersAsync(Labels, default))
        {
            await Engine.RemoveContainerAsync(container.Id, default);
        }

        foreach (var network in await Client.Networks.ListNetworksAsync(new NetworksListParameters()))
        {
            if (network.Name!.Contains(_run, StringComparison.Ordinal))
            {
                await Engine.RemoveNetworkAsync(network.Name, default);
            }
        }

        await Client.Images.DeleteImageAsync(Image, new ImageDeleteParameters { Force = true });
        _engine.Dispose();
        Client.Dispose();
    }

    private sealed class Ignored : IProgress<JSONMessage>
    {
        public void Report(JSONMessage value) => Assert.Null(value.ErrorMessage);
    }
}
