using Gateway.Tests.Fixtures;
using Orchestrator.TestKit;

namespace Gateway.Tests.Limits;

public sealed class RequestsInFlightTests
{
    [Fact]
    public async Task Requests_beyond_the_bound_are_429_and_health_is_answered_all_the_same()
    {
        await using var host = await GatewayHost.StartAsync(options => options.RequestsInFlightMax = 1);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var slow = new GatedContent(release.Task, Samples.DeploymentJson);
        using var request = new HttpRequestMessage(HttpMethod.Post, Samples.Deployments) { Content = slow };
        var first = host.Client.SendAsync(request);

        var refused = await Eventually.Value(
            async () => await host.GetAsync(Samples.Pods) is { Code: 429 } answer ? answer : null, "the one place is taken");
        var health = await host.GetAsync("/readyz");
        release.SetResult();
        using var created = await first;

        Assert.Equal(("TooManyRequests", "1"), (refused.Reason, refused.RetryAfter));
        Assert.Equal(200, health.Code);
        Assert.Equal(201, (int)created.StatusCode);
        Assert.Equal(200, (await host.GetAsync(Samples.Pods)).Code);
    }
}
