using Orchestrator.Containers.Tests.Support;

namespace Orchestrator.Containers.Tests.Docker;

public sealed class RoundTripTests
{
    [Fact]
    public async Task Create_and_start_are_one_request_each()
    {
        await using var fake = await FakeEngine.StartAsync();
        fake.Answer = context => FakeEngine.Json(context, """{"Id":"a1"}""");
        using var engine = Engines.Create(fake.Endpoint);

        Assert.Equal("a1", await engine.CreateContainerAsync(new ContainerSpec { Name = "x1", Image = "b" }, default));
        await engine.StartContainerAsync("a1", default);
        await engine.RemoveContainerAsync("a1", default);

        Assert.Equal(
            ["GET /version", "POST /v1.44/containers/create?name=x1", "POST /v1.44/containers/a1/start", "DELETE /v1.44/containers/a1?v=1&force=1"],
            fake.Requests);
    }

    [Fact]
    public async Task Calls_made_at_once_run_side_by_side()
    {
        const int Calls = 16;
        await using var fake = await FakeEngine.StartAsync();
        var together = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrived = 0;
        fake.Answer = async context =>
        {
            if (Interlocked.Increment(ref arrived) == Calls)
            {
                together.SetResult();
            }

            await together.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await FakeEngine.Json(context, "{}");
        };
        using var engine = Engines.Create(fake.Endpoint);

        await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => engine.StartContainerAsync("a1", default)));

        Assert.Equal(Calls, arrived);
        Assert.Single(fake.Requests, request => request == "GET /version");
    }
}
