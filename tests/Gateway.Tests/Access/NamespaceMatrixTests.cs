using Gateway.Tests.Fixtures;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Gateway.Kinds;

namespace Gateway.Tests.Access;

/// <summary>
/// A token that may do everything in one namespace reads and writes nothing of another, and nothing of the cluster: over every route that the gateway has, so that
/// one which is added is in here by itself.
/// </summary>
public sealed class NamespaceMatrixTests
{
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
            foreach (var query in method == "GET" ? ["", "?watch=true&timeoutSeconds=1"] : new[] { "" })
            {
                asked++;
                var answer = await host.SendAsync(new HttpMethod(method), path + query, method == "GET" ? null : "{}", token: token);
                if (answer.Code != 403)
                {
                    let.Add($"{method} {path}{query}: {answer.Code}");
                }
            }
        }

        Assert.True(asked > 100, $"only {asked} routes were asked");
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

    [Fact]
    public async Task Every_route_under_the_api_says_what_it_is_about()
    {
        await using var host = await GatewayHost.StartAsync();

        Assert.DoesNotContain(host.Endpoints, route => IsOfResource(route.RoutePattern.RawText!) && route.Metadata.GetMetadata<RouteFacts>() is null);
    }

    private static IEnumerable<(string Method, string Pattern)> Routes(GatewayHost host) =>
        from route in host.Endpoints
        let pattern = route.RoutePattern.RawText!
        where IsOfResource(pattern)
        from method in route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select (method, pattern);

    private static bool IsOfResource(string pattern) => pattern.Trim('/').Split('/') is ["api", _, _, ..] or ["apis", _, _, _, ..];
}
