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
        var first = SendSlowlyAsync(host, release.Task);
        var refused = await Eventually.Value(
            async () =>
            {
                // The question below may itself have had the place when the slow request came.
                first = first.IsCompleted ? SendSlowlyAsync(host, release.Task) : first;
                return await host.GetAsync(Samples.Pods) is { Code: 429 } answer ? answer : null;
            },
            "the one place is taken");
        var health = await host.GetAsync("/readyz");
        release.SetResult();
        using var created = await first;

        Assert.Equal(("TooManyRequests", "1"), (refused.Reason, refused.RetryAfter));
        Assert.Equal(200, health.Code);
        Assert.Equal(201, (int)created.StatusCode);
        Assert.Equal(200, (await host.GetAsync(Samples.Pods)).Code);
    }
    private static async Task<HttpResponseMessage> SendSlowlyAsync(GatewayHost host, Task release)
    {
        using var slow = new GatedContent(release, Samples.DeploymentJson);
        using var request = new HttpRequestMessage(HttpMethod.Post, Samples.Deployments) { Content = slow };
        return await host.Client.SendAsync(request);
    }
}
