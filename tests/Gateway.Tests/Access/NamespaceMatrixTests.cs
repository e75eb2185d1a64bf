using Gateway.Tests.Fixtures;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Resources.Description;

namespace Gateway.Tests.Access;

/// <summary>
/// A token that may do everything in one namespace reads and writes nothing of another, and nothing of the cluster: over every route that the gateway has, so that
/// one which is added is in here by itself, and in every way in which a route can be asked.
/// </summary>
public sealed class NamespaceMatrixTests
{
    private static readonly string[] Reads =
    [
        "", "?watch=true&timeoutSeconds=1", "?watch=t&timeoutSeconds=1", "?limit=1", "?labelSelector=a%3Db", "?fieldSelector=metadata.namespace%3Dteam-a", "?resourceVersion=0&namespace=team-a",
    ];

    private static readonly string[] Patches =
        ["application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json", "application/apply-patch+yaml"];

    [Fact]
    public async Task Token_of_one_namespace_reaches_nothing_of_another_by_any_route()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Allow("team-a", "robot", "team-a", Accounts.Rule("*", "*", "*"));
        var token = await host.AccountAsync("team-a", "robot");
        var let = new List<string>();
        var asked = 0;
        foreach (var (method, pattern) in Routes(host))
        {
            var path = pattern.Replace("{namespace}", "team-b", StringComparison.Ordinal).Replace("{name}", "web", StringComparison.Ordinal);
            foreach (var (target, type) in Ways(method, path))
            {
                asked++;
                var answer = await host.SendAsync(new HttpMethod(method), target, method == "GET" ? null : "{\"metadata\":{\"namespace\":\"team-a\"}}", type, token: token);
                if (answer.Code != 403)
                {
                    let.Add($"{method} {target} as {type}: {answer.Code}");
                }
            }
        }

        Assert.True(asked > 500, $"only {asked} requests were made");
        Assert.Empty(let);
        Assert.Empty(host.Cluster.Calls);
    }

    [Fact]
    public async Task Token_of_one_namespace_reaches_everything_of_its_own()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Allow("team-a", "robot", "team-a", Accounts.Rule("*", "*", "*"));
        var token = await host.AccountAsync("team-a", "robot");
        foreach (var (method, pattern) in Routes(host).Where(route => route.Pattern.Contains("{namespace}", StringComparison.Ordinal)))
        {
            var path = pattern.Replace("{namespace}", "team-a", StringComparison.Ordinal).Replace("{name}", "web", StringComparison.Ordinal);

            // Only tried: the account and its role are among what could be deleted.
            var answer = await host.SendAsync(new HttpMethod(method), $"{path}?dryRun=All", method == "GET" ? null : "{}", token: token);
            Assert.True(answer.Code is not (401 or 403), $"{method} {path}: {answer.Code}");
        }
    }

    [Theory]
    [InlineData("exec?command=ls&stdout=true")]
    [InlineData("attach?stdout=true")]
    [InlineData("portforward?ports=80")]
    public async Task Stream_to_a_pod_of_another_namespace_is_refused_before_it_begins(string stream)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Allow("team-a", "robot", "team-a", Accounts.Rule("*", "*", "*"));
        host.Resources.Put(Samples.Pod("web", ns: "team-b"));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/namespaces/team-b/pods/web/{stream}");
        foreach (var (name, value) in ((string, string)[])
            [("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="), ("Sec-WebSocket-Protocol", "v5.channel.k8s.io")])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {await host.AccountAsync("team-a", "robot")}");
        using var answer = await host.Client.SendAsync(request);

        Assert.Equal(403, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("POST", "/api/v1/namespaces/team-a/configmaps", """{"metadata":{"name":"x","namespace":"team-b"}}""")]
    [InlineData("POST", "/api/v1/namespaces/team-a/pods/web/eviction", """{"metadata":{"name":"web","namespace":"team-b"}}""")]
    [InlineData("PUT", "/api/v1/namespaces/team-a/configmaps/x", """{"metadata":{"name":"x","namespace":"team-b"}}""")]
    public async Task Body_that_names_another_namespace_than_its_path_changes_nothing_there(string method, string path, string body)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Allow("team-a", "robot", "team-a", Accounts.Rule("*", "*", "*"));
        host.Resources.Put(Samples.Pod("web", ns: "team-b"));
        var before = host.Resources.Writes;

        var answer = await host.SendAsync(new HttpMethod(method), path, body, token: await host.AccountAsync("team-a", "robot"));

        // The account is the one write.
        Assert.True(answer.Code is 400 or 404 or 422, $"{answer.Code} {answer.Text}");
        Assert.Equal(before + 1, host.Resources.Writes);
        Assert.Empty(host.Cluster.Calls);
    }

    [Fact]
    public async Task Matrix_holds_every_verb_of_every_kind_and_every_subresource()
    {
        await using var host = await GatewayHost.StartAsync();
        var held = host.Endpoints.Where(route => IsOfResource(route.RoutePattern.RawText!)).Select(route => route.Metadata.GetMetadata<RouteFacts>()!)
            .SelectMany(facts => facts.Verb == "list" ? new[] { facts, facts with { Verb = "watch" } } : [facts]).Select(facts => $"{facts.Verb} {facts.Resource}").ToHashSet(StringComparer.Ordinal);
        string[] verbs = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];
        var kinds = ResourceKinds.All.Where(kind => kind.Verbs == ResourceVerbs.All).SelectMany(kind => verbs.Select(verb => $"{verb} {kind.Plural}"));
        string[] others = ["create pods/eviction", "create pods/binding", "get pods/log", "get pods/exec", "get pods/attach", "get pods/portforward", "create serviceaccounts/token", "patch deployments/scale", "update deployments/scale"];

        Assert.Empty(kinds.Concat(others).Except(held));
        Assert.Empty(Subresources.All.Where(one => !held.Any(fact => fact.EndsWith($" {one.Resource}", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Every_route_under_the_api_says_what_it_is_about()
    {
        await using var host = await GatewayHost.StartAsync();

        Assert.DoesNotContain(host.Endpoints, route => IsOfResource(route.RoutePattern.RawText!) && route.Metadata.GetMetadata<RouteFacts>() is null);
    }

    private static IEnumerable<(string Target, string Type)> Ways(string method, string path) => method switch
    {
        "GET" => Reads.Select(query => (path + query, "application/json")),
        "PATCH" => Patches.Select(type => ($"{path}?fieldManager=m", type)),
        _ => [(path, "application/json"), (path, "application/yaml"), ($"{path}?dryRun=All", "application/json"), ($"{path}?namespace=team-a", "application/json")],
    };

    private static IEnumerable<(string Method, string Pattern)> Routes(GatewayHost host) =>
        from route in host.Endpoints
        let pattern = route.RoutePattern.RawText!
        where IsOfResource(pattern)
        from method in route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select (method, pattern);

    private static bool IsOfResource(string pattern) => pattern.Trim('/').Split('/') is ["api", _, _, ..] or ["apis", _, _, _, ..];
}
