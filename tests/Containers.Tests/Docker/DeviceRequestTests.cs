using System.Text.Json.Nodes;
using Orchestrator.Containers.Tests.Support;

namespace Orchestrator.Containers.Tests.Docker;

/// <summary>Devices that the engine gets from their vendor's driver.</summary>
[Collection(RealEngineSuite.Name)]
public sealed class DeviceRequestTests(RealEngine real)
{
    private static readonly DeviceRequest Gpus = new("", ["GPU-1", "GPU-2"], ["gpu"]);
    private static readonly DeviceRequest Card = new(DeviceRequest.Cdi, ["example.com/card=0"], []);

    [Fact]
    public async Task Request_reaches_the_engine_with_ids_driver_and_capabilities()
    {
        await using var fake = await FakeEngine.StartAsync();
        JsonNode? body = null;
        fake.Answer = async context =>
        {
            body = await JsonNode.ParseAsync(context.Request.Body);
            await FakeEngine.Json(context, """{"Id":"c1","Warnings":[]}""");
        };
        using var engine = Engines.Create(fake.Endpoint);

        await engine.CreateContainerAsync(new ContainerSpec { Name = "trains", Image = "busybox", DeviceRequests = [Gpus, Card] }, default);

        var requests = body!["HostConfig"]!["DeviceRequests"]!.AsArray();
        Assert.Equal("""["GPU-1","GPU-2"]""", requests[0]!["DeviceIDs"]!.ToJsonString());
        Assert.Equal("""[["gpu"]]""", requests[0]!["Capabilities"]!.ToJsonString());
        Assert.Equal(("cdi", """["example.com/card=0"]"""), ((string?)requests[1]!["Driver"], requests[1]!["DeviceIDs"]!.ToJsonString()));
        Assert.All(requests, request => Assert.True(request!["Count"] is null || (long)request["Count"]! == 0));
    }

    [Fact]
    public async Task Container_without_requests_asks_for_none()
    {
        var id = await real.Engine.CreateContainerAsync(real.Spec("plain", "true"), default);

        Assert.Empty((await real.Client.Containers.InspectContainerAsync(id)).HostConfig!.DeviceRequests ?? []);
    }

    [Fact]
    public async Task Engine_keeps_the_request_and_its_start_fails_without_the_driver_in_its_own_words()
    {
        var id = await real.Engine.CreateContainerAsync(real.Spec("gpu", "true") with { DeviceRequests = [Gpus] }, default);

        var kept = Assert.Single((await real.Client.Containers.InspectContainerAsync(id)).HostConfig!.DeviceRequests!);
        Assert.Equal(("GPU-1,GPU-2", "gpu"), (string.Join(',', kept.DeviceIDs!), string.Join(',', kept.Capabilities!.Single())));
        var failure = await Assert.ThrowsAsync<EngineException>(() => real.Engine.StartContainerAsync(id, default));
        Assert.Contains("could not select device driver", failure.Message);
    }

    [Fact]
    public async Task Runtimes_of_the_engine_are_named()
    {
        await using var fake = await FakeEngine.StartAsync();
        fake.Answer = context => FakeEngine.Json(context, """{"ServerVersion":"28.3.3","NCPU":1,"MemTotal":1,"Runtimes":{"runc":{"path":"runc"},"nvidia":{"path":"nvidia-container-runtime","runtimeArgs":[]}}}""");
        using var engine = Engines.Create(fake.Endpoint);

        Assert.Equal(["nvidia", "runc"], (await engine.GetInfoAsync(default)).Runtimes);
    }
}
