using Gateway.Tests.Fixtures;
using Orchestrator.TestKit;

namespace Gateway.Tests.Limits;

public sealed class RequestsInFlightTests
{
    [Fact]
    public async Task Requests_beyond_the_bound_are_429_and_health_is_answered_all_the_same()
    {
        await using var host = await GatewayHost.StartAsync(options => (options.RequestsInFlightMax, options.SystemRequestsInFlightMax) = (1, 1));
        host.MakeDefaultNamespace();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = new List<Task<int>>();
        var refused = await Eventually.Value(
            async () =>
            {
                // A question may itself have had the place when a slow request came, and a client that still sends hears of no refusal: then another one has to come.
                slow.Add(SendSlowlyAsync(host, release.Task));
                return await host.GetAsync(Samples.Pods) is { Code: 429 } answer ? answer : null;
            },
            "both places are taken, that of everybody and that of the owner");
        var health = await host.GetAsync("/readyz");
        release.SetResult();
        var answers = await Task.WhenAll(slow);

        Assert.Equal(("TooManyRequests", "1"), (refused.Reason, refused.RetryAfter));
        Assert.Equal(200, health.Code);
        Assert.Contains(201, answers);
        Assert.Equal(200, (await host.GetAsync(Samples.Pods)).Code);
    }

    private static async Task<int> SendSlowlyAsync(GatewayHost host, Task release)
    {
        using var slow = new GatedContent(release, Samples.DeploymentJson);
        using var request = new HttpRequestMessage(HttpMethod.Post, Samples.Deployments) { Content = slow };
        using var answer = await host.Client.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
