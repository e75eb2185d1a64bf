using Gateway.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Contracts.Access;
using Orchestrator.Gateway.Access.Authentication;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Gateway.Tests.Access;

/// <summary>Who is let in, and as whom.</summary>
public sealed class AuthenticationTests
{
    private const string WhoAmI = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
    private const string Question = """{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}""";

    [Fact]
    public async Task Own_user_over_loopback_is_the_owner()
    {
        await using var host = await GatewayHost.StartAsync();

        var answer = await host.PostAsync(WhoAmI, Question);

        Assert.Equal((201, "system:admin"), (answer.Code, answer.At("status.userInfo.username")));
        Assert.Contains("system:masters", answer.At("status.userInfo.groups"));
    }

    [Fact]
    public async Task Token_is_its_service_account_with_its_groups()
    {
        await using var host = await GatewayHost.StartAsync();
        host.AllowEverywhere("robot", "team-a", Accounts.Rule("create", "authentication.k8s.io", "selfsubjectreviews"));
        var token = await host.AccountAsync("team-a", "robot");

        var answer = await host.SendAsync(HttpMethod.Post, WhoAmI, Question, token: token);

        Assert.Equal((201, "system:serviceaccount:team-a:robot", "uid-of-team-a-robot"), (answer.Code, answer.At("status.userInfo.username"), answer.At("status.userInfo.uid")));
        Assert.Equal("""["system:serviceaccounts","system:serviceaccounts:team-a","system:authenticated"]""", answer.At("status.userInfo.groups"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    [InlineData("")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJzeXN0ZW06YWRtaW4ifQ.")]
    public async Task Token_of_nobody_is_401_even_from_the_owner(string token)
    {
        await using var host = await GatewayHost.StartAsync();

        var answer = await host.SendAsync(HttpMethod.Get, Samples.Pods, token: token);

        Assert.Equal((401, "Unauthorized", "Unauthorized"), (answer.Code, answer.Reason, answer.Message));
    }

    [Fact]
    public async Task Token_that_was_changed_is_401()
    {
        await using var host = await GatewayHost.StartAsync();
        var parts = (await host.AccountAsync("team-a", "robot")).Split('.');
        var other = (await host.AccountAsync("team-a", "owner")).Split('.');

        Assert.Equal(401, (await host.SendAsync(HttpMethod.Get, Samples.Pods, token: $"{parts[0]}.{other[1]}.{parts[2]}")).Code);
    }

    [Fact]
    public async Task Token_of_an_account_that_was_made_anew_is_401()
    {
        await using var host = await GatewayHost.StartAsync();
        var token = await host.AccountAsync("team-a", "robot");
        host.Resources.Remove(host.Resources.Find("ServiceAccount", "team-a", "robot")!);
        host.Resources.Put(new ServiceAccount { Metadata = new ObjectMeta { Namespace = "team-a", Name = "robot", Uid = "another" } });

        Assert.Equal(401, (await host.SendAsync(HttpMethod.Get, Samples.Pods, token: token)).Code);
    }

    [Fact]
    public async Task Token_that_is_bound_to_a_pod_ends_with_it()
    {
        await using var host = await GatewayHost.StartAsync();
        var pod = host.Resources.Put(new Pod { Metadata = new ObjectMeta { Namespace = "team-a", Name = "web", Uid = "uid-of-web" } });
        var token = await host.AccountAsync("team-a", "robot", new BoundObject("v1", "Pod", "web", "uid-of-web"));

        var before = await host.SendAsync(HttpMethod.Get, "/api/v1/namespaces/team-a/pods", token: token);
        host.Resources.Remove(pod);
        var after = await host.SendAsync(HttpMethod.Get, "/api/v1/namespaces/team-a/pods", token: token);

        Assert.Equal((403, 401), (before.Code, after.Code));
    }

    [Fact]
    public async Task Token_for_another_audience_is_401()
    {
        await using var host = await GatewayHost.StartAsync();

        Assert.Equal(401, (await host.SendAsync(HttpMethod.Get, Samples.Pods, token: await host.AccountAsync("team-a", "robot", null, "vault"))).Code);
    }

    [Theory]
    [InlineData("Authorization", "Basic YWRtaW46YWRtaW4=", 401)]
    [InlineData("Origin", "https://elsewhere.example", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Host", "elsewhere.example", 403)]
    public async Task Web_pages_and_other_schemes_do_not_act_as_the_owner(string header, string value, int code)
    {
        await using var host = await GatewayHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, Samples.Pods);
        request.Headers.TryAddWithoutValidation(header, value);

        using var answer = await host.Client.SendAsync(request);

        Assert.Equal(code, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("/livez", 200)]
    [InlineData("/readyz", 200)]
    [InlineData("/healthz", 200)]
    [InlineData("/version", 200)]
    [InlineData("/api", 401)]
    [InlineData("/openapi/v3", 401)]
    [InlineData("/api/v1/pods", 401)]
    [InlineData("/nowhere", 401)]
    public async Task Without_credentials_only_health_and_version_are_answered(string path, int code)
    {
        // The kernel's list of connections is elsewhere: nobody is known to be the same user.
        await using var host = await GatewayHost.StartAsync(services: services => services.AddSingleton(new PeerUser("/nowhere")));
        host.MakeDefaultNamespace();

        Assert.Equal(code, (await host.GetAsync(path)).Code);
    }
}
