using Gateway.Tests.Fixtures;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orleans.Runtime;

namespace Gateway.Tests.Errors;

public sealed class FaultTests
{
    private const string Secret = "Host=db.internal;Password=hunter2";

    [Fact]
    public async Task Database_away_is_503_with_retry_after_and_no_internals()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Fault = new StorageUnavailableException(Secret, new TimeoutException(Secret));

        var answer = await host.GetAsync(Samples.Pods);

        Assert.Equal((503, "ServiceUnavailable", "1"), (answer.Code, answer.Reason, answer.RetryAfter));
        Assert.DoesNotContain("hunter2", answer.Text);
    }

    [Fact]
    public async Task Database_away_from_a_grain_is_503_and_no_internals()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Cluster.Fault = new OrleansException(Secret, new StorageUnavailableException(Secret, new TimeoutException(Secret)));

        var answer = await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);

        Assert.Equal((503, "ServiceUnavailable", "1"), (answer.Code, answer.Reason, answer.RetryAfter));
        Assert.DoesNotContain("hunter2", answer.Text);
    }

    // What Microsoft Orleans throws while a silo is gone, and before another that hosts the grain is known.
    public static TheoryData<string, Exception> Undelivered => new()
    {
        { "rejected", new SiloUnavailableException(Secret) },
        { "no silo", new OrleansException($"No active nodes are compatible with grain deployment and interface IDeploymentGrain version 0. {Secret}") },
    };

    [Theory]
    [MemberData(nameof(Undelivered))]
    public async Task Silo_away_is_503_with_retry_after_and_no_internals(string name, Exception fault)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Cluster.Fault = fault;

        var answer = await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);

        Assert.Equal((name, 503, "ServiceUnavailable", "1"), (name, answer.Code, answer.Reason, answer.RetryAfter));
        Assert.DoesNotContain("hunter2", answer.Text);
    }

    [Fact]
    public async Task Storage_that_fails_otherwise_is_a_surprise_and_not_said_to_go_by_itself()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Cluster.Fault = new OrleansException(Secret, new InvalidOperationException(Secret));

        var answer = await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);

        Assert.Equal((500, "InternalError", null), (answer.Code, answer.Reason, answer.RetryAfter));
    }

    [Fact]
    public async Task Grain_that_does_not_answer_in_time_is_504()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Cluster.Fault = new TimeoutException(Secret);

        var answer = await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);

        Assert.Equal((504, "Timeout"), (answer.Code, answer.Reason));
        Assert.DoesNotContain("hunter2", answer.Text);
    }

    [Fact]
    public async Task Surprise_is_500_with_an_id_that_the_log_has_too()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Cluster.Fault = new InvalidOperationException(Secret);

        var answer = await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);

        Assert.Equal((500, "InternalError"), (answer.Code, answer.Reason));
        Assert.DoesNotContain("hunter2", answer.Text);
        var id = answer.Message.Split(' ')[^1];
        Assert.Contains(host.Log.Lines, line => line.Contains(id) && line.Contains("hunter2"));
    }

    [Fact]
    public async Task Refusal_of_a_grain_is_the_answer_as_it_is()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Cluster.Fault = ApiErrors.Forbidden("apps", "deployments", "web", "unable to create new content in namespace default because it is being terminated");

        var answer = await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);

        Assert.Equal((403, "Forbidden"), (answer.Code, answer.Reason));
        Assert.Equal("deployments", answer.At("details.kind"));
    }
}
