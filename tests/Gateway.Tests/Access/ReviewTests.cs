using Gateway.Tests.Fixtures;

namespace Gateway.Tests.Access;

/// <summary>Questions about access are answered by the rules that requests are let through by.</summary>
public sealed class ReviewTests
{
    private const string Authorization = "/apis/authorization.k8s.io/v1";
    private const string Authentication = "/apis/authentication.k8s.io/v1";

    [Theory]
    [InlineData("""{"resourceAttributes":{"namespace":"team-a","verb":"list","resource":"pods"}}""", true)]
    [InlineData("""{"resourceAttributes":{"namespace":"team-b","verb":"list","resource":"pods"}}""", false)]
    [InlineData("""{"resourceAttributes":{"verb":"list","resource":"pods"}}""", false)]
    [InlineData("""{"resourceAttributes":{"namespace":"team-a","verb":"get","resource":"pods","subresource":"log"}}""", false)]
    [InlineData("""{"nonResourceAttributes":{"path":"/nowhere","verb":"get"}}""", false)]
    public async Task Caller_learns_what_they_may(string spec, bool allowed)
    {
        await using var host = await StartAsync();

        var answer = await host.SendAsync(
            HttpMethod.Post, $"{Authorization}/selfsubjectaccessreviews", Asked(spec), token: await host.AccountAsync("team-a", "robot"));

        Assert.Equal((201, allowed.ToString()), (answer.Code, answer.At("status.allowed")));
        Assert.Equal(allowed, answer.At("status.reason") is not null);
    }

    [Theory]
    [InlineData("subjectaccessreviews", "team-a", true)]
    [InlineData("subjectaccessreviews", "team-b", false)]
    [InlineData("namespaces/team-a/localsubjectaccessreviews", "team-a", true)]
    public async Task Owner_learns_what_others_may(string path, string ns, bool allowed)
    {
        await using var host = await StartAsync();
        var body = Asked($$"""{"user":"system:serviceaccount:team-a:robot","resourceAttributes":{"namespace":"{{ns}}","verb":"list","resource":"pods"} }""");

        var answer = await host.PostAsync($"{Authorization}/{path}", body);

        Assert.Equal((201, allowed.ToString()), (answer.Code, answer.At("status.allowed")));
    }

    [Theory]
    [InlineData("selfsubjectaccessreviews", "{}", "exactly one of spec.resourceAttributes and spec.nonResourceAttributes")]
    [InlineData("selfsubjectrulesreviews", "{}", "spec.namespace is missing")]
    [InlineData("subjectaccessreviews", """{"resourceAttributes":{"resource":"pods"}}""", "spec.user is missing")]
    [InlineData("namespaces/team-a/localsubjectaccessreviews", """{"user":"u","resourceAttributes":{"namespace":"team-b","resource":"pods"}}""", "must be that of the path, team-a")]
    public async Task Question_that_says_too_little_is_400(string path, string spec, string message)
    {
        await using var host = await GatewayHost.StartAsync();

        var answer = await host.PostAsync($"{Authorization}/{path}", Asked(spec));

        Assert.Equal(400, answer.Code);
        Assert.Contains(message, answer.Message);
    }

    [Fact]
    public async Task Caller_learns_everything_that_they_may()
    {
        await using var host = await StartAsync();

        var answer = await host.SendAsync(
            HttpMethod.Post, $"{Authorization}/selfsubjectrulesreviews", """{"spec":{"namespace":"team-a"}}""", token: await host.AccountAsync("team-a", "robot"));

        Assert.Equal(201, answer.Code);
        Assert.Contains("""{"verbs":["get","list"],"apiGroups":[""],"resources":["pods"]}""", answer.At("status.resourceRules"));
        Assert.Equal("False", answer.At("status.incomplete"));
    }

    [Fact]
    public async Task Token_is_reviewed_without_being_repeated()
    {
        await using var host = await StartAsync();
        var token = await host.AccountAsync("team-a", "robot");

        var good = await host.PostAsync($"{Authentication}/tokenreviews", Asked($$"""{"token":"{{token}}"}"""));
        var bad = await host.PostAsync($"{Authentication}/tokenreviews", """{"spec":{"token":"nonsense"}}""");

        Assert.Equal((201, "True", "system:serviceaccount:team-a:robot"), (good.Code, good.At("status.authenticated"), good.At("status.user.username")));
        Assert.DoesNotContain(token, good.Text);
        Assert.Equal((201, null), (bad.Code, bad.At("status.authenticated")));
    }

    [Fact]
    public async Task Token_is_issued_for_an_account_that_is_there_and_works()
    {
        await using var host = await StartAsync();
        await host.AccountAsync("team-a", "robot");

        var issued = await host.PostAsync("/api/v1/namespaces/team-a/serviceaccounts/robot/token", """{"spec":{"expirationSeconds":600}}""");
        var used = await host.SendAsync(HttpMethod.Get, "/api/v1/namespaces/team-a/pods", token: issued.At("status.token"));
        var absent = await host.PostAsync("/api/v1/namespaces/team-a/serviceaccounts/nobody/token", "{}");
        var unbound = await host.PostAsync(
            "/api/v1/namespaces/team-a/serviceaccounts/robot/token", """{"spec":{"boundObjectRef":{"apiVersion":"v1","kind":"Pod","name":"absent"}}}""");

        Assert.Equal((201, "2026-01-31T12:10:00Z", "600"), (issued.Code, issued.At("status.expirationTimestamp"), issued.At("spec.expirationSeconds")));
        Assert.Equal(200, used.Code);
        Assert.Equal((404, 404), (absent.Code, unbound.Code));
    }

    [Theory]
    [InlineData(599, 422)]
    [InlineData(600, 201)]
    [InlineData(4294967297, 422)]
    public async Task Token_lives_within_kubernetes_bounds(long seconds, int code)
    {
        await using var host = await StartAsync();
        await host.AccountAsync("team-a", "robot");

        var answer = await host.PostAsync("/api/v1/namespaces/team-a/serviceaccounts/robot/token", Asked($$"""{"expirationSeconds":{{seconds}} }"""));

        Assert.Equal(code, answer.Code);
    }

    [Fact]
    public async Task Writes_are_audited_and_reads_are_not_and_no_token_is_logged()
    {
        await using var host = await StartAsync();
        var token = await host.AccountAsync("team-a", "robot");
        await host.SendAsync(HttpMethod.Get, "/api/v1/namespaces/team-a/pods", token: token);
        await host.SendAsync(HttpMethod.Delete, "/api/v1/namespaces/team-b/pods/web", token: token);
        var issued = await host.PostAsync("/api/v1/namespaces/team-a/serviceaccounts/robot/token", "{}");

        var lines = host.Log.Lines.Where(line => line.Contains("known by", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Contains("system:serviceaccount:team-a:robot, known by token, from 127.0.0.1: delete pods team-b/web -> 403", lines[0]);
        Assert.Contains("system:admin, known by local user, from 127.0.0.1: create serviceaccounts/token team-a/robot -> 201", lines[1]);
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains(issued.At("status.token")!, StringComparison.Ordinal) || line.Contains(token, StringComparison.Ordinal));
    }

    private static string Asked(string spec) => $"{{\"spec\":{spec}}}";

    private static async Task<GatewayHost> StartAsync()
    {
        var host = await GatewayHost.StartAsync();
        host.Allow("team-a", "robot", "team-a", Accounts.Rule("get,list", "", "pods"));
        host.AllowEverywhere("robot", "team-a", Accounts.Rule("create", "authorization.k8s.io", "selfsubjectaccessreviews,selfsubjectrulesreviews"));
        return host;
    }
}
