using Orchestrator.Containers.Docker;
using Orchestrator.Containers.Tests.Support;

namespace Orchestrator.Containers.Tests.Docker;

public sealed class FaultTests
{
    private static readonly ContainerSpec Spec = new() { Name = "a1", Image = "b" };
    private static readonly NetworkSpec Network = new() { Name = "n1", Subnet = "10.9.0.0/24" };

    [Theory]
    [InlineData("start", 400, "OCI runtime create failed: exec: \"x\": executable file not found in $PATH: unknown", EngineFault.Start)]
    [InlineData("start", 500, "driver failed programming external connectivity: port is already allocated", EngineFault.Start)]
    [InlineData("start", 500, "failed to create shim: dial unix /run/containerd/containerd.sock: connect: connection refused", EngineFault.Unavailable)]
    [InlineData("start", 404, "No such container: a1", EngineFault.NotFound)]
    [InlineData("start", 404, "network n1 not found", EngineFault.Start)]
    [InlineData("start", 403, "Address already in use", EngineFault.AddressInUse)]
    [InlineData("start", 500, "listen tcp 0.0.0.0:80: bind: address already in use", EngineFault.Start)]
    [InlineData("start", 409, "container is marked for removal and cannot be started", EngineFault.Conflict)]
    [InlineData("start", 503, "engine is shutting down", EngineFault.Unavailable)]
    [InlineData("create", 400, "Minimum memory limit allowed is 6MB", EngineFault.Invalid)]
    [InlineData("create", 404, "No such image: b", EngineFault.NotFound)]
    [InlineData("create", 409, "Conflict. The container name is already in use", EngineFault.Conflict)]
    [InlineData("create", 500, "no space left on device", EngineFault.OutOfSpace)]
    [InlineData("start", 500, "failed to copy files: write /data/x: no space left on device", EngineFault.OutOfSpace)]
    [InlineData("pull", 404, "manifest for b:1 not found: manifest unknown: manifest unknown", EngineFault.NotFound)]
    [InlineData("pull", 500, "Get \"https://r/v2/b/manifests/1\": no basic auth credentials", EngineFault.Unauthorized)]
    [InlineData("pull", 404, "pull access denied for b, repository does not exist or may require 'docker login': denied", EngineFault.Unauthorized)]
    [InlineData("pull", 500, "Get \"https://r/v2/b/manifests/1\": unauthorized: authentication required", EngineFault.Unauthorized)]
    [InlineData("pull", 500, "denied: Your authorization token has expired. Reauthenticate and try again.", EngineFault.Unauthorized)]
    [InlineData("pull", 500, "error pulling image configuration: received unexpected HTTP status: 503 Service Unavailable", EngineFault.RegistryUnavailable)]
    [InlineData("pull", 500, "Get \"https://r/v2/\": dial tcp: lookup r: no such host", EngineFault.RegistryUnavailable)]
    [InlineData("pull", 500, "Get \"https://r/v2/\": dial tcp 10.0.0.1:443: connect: connection refused", EngineFault.RegistryUnavailable)]
    [InlineData("pull", 500, "Get \"https://r/v2/\": EOF", EngineFault.RegistryUnavailable)]
    [InlineData("pull", 500, "toomanyrequests: You have reached your pull rate limit", EngineFault.RegistryUnavailable)]
    [InlineData("pull", 500, "write /data/tmp/GetImageBlob1: no space left on device", EngineFault.OutOfSpace)]
    [InlineData("pull", 500, "failed to register layer: Error processing tar file: open /x: permission denied", EngineFault.ImagePull)]
    [InlineData("pull", 500, "missing signature key", EngineFault.ImagePull)]
    [InlineData("kill", 409, "Container a1 is not running", EngineFault.Conflict)]
    [InlineData("kill", 404, "No such container: a1", EngineFault.NotFound)]
    [InlineData("exec", 409, "Container a1 is paused, unpause the container before exec", EngineFault.Conflict)]
    [InlineData("exec", 404, "No such container: a1", EngineFault.NotFound)]
    [InlineData("read", 404, "Could not find the file /x in container a1", EngineFault.NotFound)]
    [InlineData("write", 403, "container rootfs is marked read-only", EngineFault.Invalid)]
    [InlineData("import", 500, "Error processing tar file(exit status 1): archive/tar: invalid tar header", EngineFault.Invalid)]
    [InlineData("pull", 400, "invalid reference format", EngineFault.Invalid)]
    [InlineData("find", 500, "something broke", EngineFault.Unavailable)]
    [InlineData("find", 429, "slow down", EngineFault.Unavailable)]
    [InlineData("stop", 500, "cannot stop container: context deadline exceeded", EngineFault.Unavailable)]
    [InlineData("unlink", 403, "network n1 has active endpoints", EngineFault.Conflict)]
    public async Task Refusal_means_what_the_operation_makes_of_it(string operation, int status, string sentence, EngineFault fault)
    {
        await using var fake = await FakeEngine.StartAsync();
        fake.Answer = context => FakeEngine.Status(context, status, sentence);
        using var engine = Engines.Create(fake.Endpoint);

        var failure = await Engines.FailsAsync(fault, () => CallAsync(engine, operation));

        Assert.Equal(sentence, failure.Message);
    }

    [Fact]
    public async Task Refusal_in_plain_text_is_the_sentence()
    {
        await using var fake = await FakeEngine.StartAsync();
        fake.Answer = context =>
        {
            context.Response.StatusCode = 502;
            return context.Response.Body.WriteAsync("bad gateway\n"u8.ToArray()).AsTask();
        };
        using var engine = Engines.Create(fake.Endpoint);

        Assert.Equal("bad gateway", (await Engines.FailsAsync(EngineFault.Unavailable, () => engine.FindContainerAsync("a1", default))).Message);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("""{"Id":""")]
    [InlineData("null")]
    [InlineData("""{"Id":"a","State":{"Status":"dreaming"}}""")]
    public async Task Answer_that_makes_no_sense_is_unavailable(string answer)
    {
        await using var fake = await FakeEngine.StartAsync();
        fake.Answer = context => FakeEngine.Json(context, answer);
        using var engine = Engines.Create(fake.Endpoint);

        await Engines.FailsAsync(EngineFault.Unavailable, () => engine.FindContainerAsync("a1", default));
    }

    [Fact]
    public async Task Answer_cut_off_is_unavailable()
    {
        await using var fake = await FakeEngine.StartAsync();
        fake.Answer = async context =>
        {
            await FakeEngine.LineAsync(context, """{"Id":"a",""");
            context.Abort();
        };
        using var engine = Engines.Create(fake.Endpoint);

        await Engines.FailsAsync(EngineFault.Unavailable, () => engine.FindContainerAsync("a1", default));
    }

    [Fact]
    public async Task Engine_that_is_gone_is_unavailable_and_found_again_when_it_is_back()
    {
        var socket = FakeEngine.NewSocket();
        using var engine = Engines.Create($"unix://{socket}");
        foreach (var operation in new[]
        {
            "start", "create", "pull", "find", "stop", "unlink", "link", "list", "watch", "logs", "kill", "exec", "attach", "read", "write", "import", "images", "unname",
        })
        {
            await Engines.FailsAsync(EngineFault.Unavailable, () => CallAsync(engine, operation));
        }

        await using var fake = await FakeEngine.StartAsync(socket);
        fake.Answer = context => FakeEngine.Status(context, 404, "No such container: a1");
        Assert.Null(await engine.FindContainerAsync("a1", default));
    }

    [Fact]
    public async Task Engine_on_a_port_nobody_listens_on_is_unavailable()
    {
        using var engine = Engines.Create("tcp://127.0.0.1:1");

        await Engines.FailsAsync(EngineFault.Unavailable, () => engine.GetInfoAsync(default));
    }

    [Fact]
    public async Task Network_refused_for_good_is_not_asked_for_again()
    {
        await using var fake = await FakeEngine.StartAsync();
        fake.Answer = context => context.Request.Method == "GET"
            ? FakeEngine.Json(context, """[{"Name":"other","Id":"o","IPAM":{"Config":[{"Subnet":"10.9.0.0/16"}]}}]""")
            : FakeEngine.Status(context, 403, "Pool overlaps with other one on this address space");
        using var engine = Engines.Create(fake.Endpoint);

        await Engines.FailsAsync(EngineFault.Conflict, () => engine.EnsureNetworkAsync(Network, default));

        Assert.Single(fake.Requests, request => request.StartsWith("POST", StringComparison.Ordinal));
    }

    private static Task CallAsync(DockerEngine engine, string operation) => operation switch
    {
        "start" => engine.StartContainerAsync("a1", default),
        "create" => engine.CreateContainerAsync(Spec, default),
        "pull" => engine.PullImageAsync("b:1", null, null, default),
        "find" => engine.FindContainerAsync("a1", default),
        "stop" => engine.StopContainerAsync("a1", TimeSpan.FromSeconds(1), default),
        "unlink" => engine.RemoveNetworkAsync("n1", default),
        "link" => engine.EnsureNetworkAsync(Network, default),
        "list" => engine.ListContainersAsync(new Dictionary<string, string>(), default),
        "watch" => Watch.OpenAsync(engine, new Dictionary<string, string>()),
        "logs" => Texts.ReadAsync(engine.ReadLogsAsync("a1", new LogOptions(), default)),
        "kill" => engine.KillContainerAsync("a1", "SIGTERM", default),
        "exec" => engine.ExecAsync("a1", new ExecSpec { Command = ["true"] }, default),
        "attach" => engine.AttachAsync("a1", new AttachSpec(), default),
        "read" => engine.ReadArchiveAsync("a1", "/x", default),
        "write" => engine.WriteArchiveAsync("a1", "/x", new MemoryStream([1]), default),
        "import" => engine.ImportImageAsync("b:1", new MemoryStream([1]), [], default),
        "images" => engine.ListImagesAsync(default),
        "unname" => engine.RemoveImageAsync("b:1", default),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
    };
}
