using System.Formats.Tar;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace StandIns.Tests.Docker;

/// <summary>A client of the engine that the tests run against, an image of busybox on it, and the removal of what a test class made.</summary>
public sealed class Engine : IAsyncLifetime
{
    private const string Label = "orchestrator.standins.run";

    private readonly string _run = Guid.NewGuid().ToString("N")[..12];
    private int _count;

    public static Uri Endpoint => new(Environment.GetEnvironmentVariable("ORC_TEST_DOCKER")
        ?? throw new InvalidOperationException("ORC_TEST_DOCKER names no Docker engine: run the tests with eng/test."));

    public static string Busybox => Environment.GetEnvironmentVariable("ORC_TEST_BUSYBOX")
        ?? throw new InvalidOperationException("ORC_TEST_BUSYBOX names no static busybox: run the tests with eng/test.");

    public DockerClient Client { get; } = new DockerClientConfiguration(Endpoint).CreateClient(new System.Version(1, 41));

    public string Repository => $"orchestrator-standins-{_run}";

    public string Image => $"{Repository}:1";

    public string NewName() => $"orc-standin-{_run}-{Interlocked.Increment(ref _count)}";

    public CreateContainerParameters Container(params string[] command) => new()
    {
        Name = NewName(),
        Image = Image,
        Cmd = command,
        Labels = new Dictionary<string, string> { [Label] = _run },
        HostConfig = new HostConfig { NetworkMode = "none", RestartPolicy = new RestartPolicy { Name = RestartPolicyKind.No } },
    };

    public async Task<string> RunAsync(params string[] command)
    {
        var id = (await Client.Containers.CreateContainerAsync(Container(command))).ID!;
        Assert.True(await Client.Containers.StartContainerAsync(id, new ContainerStartParameters()));
        return id;
    }

    public static async Task<MemoryStream> BusyboxAsync()
    {
        var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, leaveOpen: true))
        {
            await tar.WriteEntryAsync(Busybox, "bin/busybox");
            foreach (var applet in new[] { "sh", "sleep", "cat", "echo", "stty" })
            {
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, $"bin/{applet}") { LinkName = "busybox" });
            }
        }

        archive.Position = 0;
        return archive;
    }

    public async Task InitializeAsync()
    {
        using var archive = await BusyboxAsync();
        var messages = new Reported<JSONMessage>();
        await Client.Images.CreateImageAsync(
            new ImagesCreateParameters { Repo = Repository, Tag = "1", Changes = ["ENV PATH=/bin", "LABEL made=here"] }, archive, null, messages);
        Assert.Contains(messages.Items, message => message.Status?.StartsWith("sha256:", StringComparison.Ordinal) == true);
    }

    public async Task DisposeAsync()
    {
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"{Label}={_run}"] = true } };
        foreach (var container in await Client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filters }))
        {
            await Client.Containers.RemoveContainerAsync(container.ID!, new ContainerRemoveParameters { Force = true });
        }

        await Client.Images.DeleteImageAsync(Image, new ImageDeleteParameters { Force = true });
        Client.Dispose();
    }

    public static async Task<string> ReadAsync(MultiplexedStream output)
    {
        using (output)
        {
            var (stdout, stderr) = await output.ReadOutputToEndAsync(default);
            return $"{stdout}|{stderr}";
        }
    }

    public static Stream Bytes(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));
}
