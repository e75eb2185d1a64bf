using Gateway.Tests.Fixtures;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Rbac;

namespace Gateway.Tests.Access;

/// <summary>Who may do what, by roles and bindings.</summary>
public sealed class AuthorizationTests
{
    private const string PodsOfA = "/api/v1/namespaces/team-a/pods";

    [Theory]
    [InlineData("GET", PodsOfA, "pods is forbidden: User \"system:serviceaccount:team-a:robot\" cannot list resource \"pods\" in API group \"\" in the namespace \"team-a\"")]
    [InlineData("GET", PodsOfA + "?watch=true", "pods is forbidden: User \"system:serviceaccount:team-a:robot\" cannot watch resource \"pods\" in API group \"\" in the namespace \"team-a\"")]
    [InlineData("GET", PodsOfA + "/web/log", "pods \"web\" is forbidden: User \"system:serviceaccount:team-a:robot\" cannot get resource \"pods/log\" in API group \"\" in the namespace \"team-a\"")]
    [InlineData("DELETE", "/apis/apps/v1/namespaces/team-a/deployments/web", "deployments.apps \"web\" is forbidden: User \"system:serviceaccount:team-a:robot\" cannot delete resource \"deployments\" in API group \"apps\" in the namespace \"team-a\"")]
    [InlineData("GET", "/api/v1/nodes", "nodes is forbidden: User \"system:serviceaccount:team-a:robot\" cannot list resource \"nodes\" in API group \"\" at the cluster scope")]
    [InlineData("GET", "/nowhere", "forbidden: User \"system:serviceaccount:team-a:robot\" cannot get path \"/nowhere\"")]
    public async Task What_no_role_allows_is_403_in_kubernetes_words(string method, string path, string message)
    {
        await using var host = await GatewayHost.StartAsync();

        var answer = await host.SendAsync(new HttpMethod(method), path, token: await host.AccountAsync("team-a", "robot"));

        Assert.Equal((403, "Forbidden", message), (answer.Code, answer.Reason, answer.Message));
    }

    [Theory]
    [InlineData("get,list", "", "pods", "", "GET", PodsOfA, 200)]
    [InlineData("get,list", "", "pods", "", "GET", PodsOfA + "/web", 200)]
    [InlineData("get,list", "", "pods", "", "GET", PodsOfA + "/web/log", 403)]
    [InlineData("get,list", "", "pods", "", "DELETE", PodsOfA + "/web", 403)]
    [InlineData("list", "", "pods", "", "GET", PodsOfA + "?watch=1&timeoutSeconds=1", 403)]
    [InlineData("list", "", "pods", "", "GET", PodsOfA + "?watch=t&timeoutSeconds=1", 403)]
    [InlineData("list", "", "pods", "", "GET", PodsOfA + "?Watch=True&timeoutSeconds=1", 403)]
    [InlineData("list", "", "pods", "", "GET", PodsOfA + "?watch=nonsense&timeoutSeconds=1", 400)]
    [InlineData("watch", "", "pods", "", "GET", PodsOfA + "?watch=1&timeoutSeconds=1", 200)]
    [InlineData("*", "*", "*", "", "GET", PodsOfA + "/web/status", 200)]
    [InlineData("*", "*", "*", "", "GET", "/api/v1/pods", 403)]
    [InlineData("*", "*", "*", "", "GET", "/api/v1/namespaces/team-b/pods", 403)]
    [InlineData("get", "", "pods/status", "", "GET", PodsOfA + "/web/status", 200)]
    [InlineData("get", "", "*/status", "", "GET", PodsOfA + "/web/status", 200)]
    [InlineData("get", "", "pods", "web,other", "GET", PodsOfA + "/web", 200)]
    [InlineData("get", "", "pods", "other", "GET", PodsOfA + "/web", 403)]
    [InlineData("list", "", "pods", "web", "GET", PodsOfA, 403)]
    [InlineData("get", "apps", "pods", "", "GET", PodsOfA + "/web", 403)]
    [InlineData("get", "", "namespaces", "", "GET", "/api/v1/namespaces/team-a", 404)]
    [InlineData("get", "", "namespaces", "", "GET", "/api/v1/namespaces/team-b", 403)]
    [InlineData("get", "", "pods", "", "GET", "/API/v1/NAMESPACES/team-b/PODS/web", 403)]
    [InlineData("get", "", "pods", "", "GET", "/api/v1/namespaces/team-a%2F..%2Fteam-b/pods/web", 403)]
    public async Task Rule_of_a_namespace_allows_just_what_it_says(
        string verbs, string group, string resources, string names, string method, string path, int code)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Pod("web", ns: "team-a"));
        host.Allow("team-a", "robot", "team-a", Accounts.Rule(verbs, group, resources, names));

        var answer = await host.SendAsync(new HttpMethod(method), path, token: await host.AccountAsync("team-a", "robot"));

        Assert.True(code == answer.Code, $"{answer.Code} {answer.Text}");
    }

    [Theory]
    [InlineData("get,patch", 403)]
    [InlineData("get,patch,create", 201)]
    public async Task Apply_that_makes_an_object_needs_the_verb_create(string verbs, int code)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(new Orchestrator.Resources.Core.Namespace { Metadata = new ObjectMeta { Name = "team-a", Uid = "3" } });
        host.Allow("team-a", "robot", "team-a", Accounts.Rule(verbs, "", "configmaps"));

        var answer = await host.SendAsync(
            HttpMethod.Patch,
            "/api/v1/namespaces/team-a/configmaps/made?fieldManager=robot",
            """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"made"},"data":{"a":"1"}}""",
            "application/apply-patch+yaml",
            token: await host.AccountAsync("team-a", "robot"));

        Assert.True(code == answer.Code, $"{answer.Code} {answer.Text}");
    }

    [Fact]
    public async Task Cluster_role_that_a_namespace_binds_counts_there_only()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(new ClusterRole { Metadata = new ObjectMeta { Name = "reader", Uid = "1" }, Rules = [Accounts.Rule("list", "", "pods")] });
        host.Resources.Put(new RoleBinding
        {
            Metadata = new ObjectMeta { Name = "readers", Namespace = "team-a", Uid = "2" },
            RoleRef = new RoleRef { ApiGroup = RbacGroup.Name, Kind = "ClusterRole", Name = "reader" },
            Subjects = [new Subject { Kind = SubjectKind.Group, ApiGroup = RbacGroup.Name, Name = "system:serviceaccounts:team-b" }],
        });
        var token = await host.AccountAsync("team-b", "robot");

        Assert.Equal(200, (await host.SendAsync(HttpMethod.Get, PodsOfA, token: token)).Code);
        Assert.Equal(403, (await host.SendAsync(HttpMethod.Get, "/api/v1/namespaces/team-b/pods", token: token)).Code);
        Assert.Equal(403, (await host.SendAsync(HttpMethod.Get, "/api/v1/pods", token: token)).Code);
    }

    [Fact]
    public async Task Binding_that_goes_takes_the_permission_with_it()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Allow("team-a", "robot", "team-a", Accounts.Rule("list", "", "pods"));
        var token = await host.AccountAsync("team-a", "robot");
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Get, PodsOfA, token: token)).Code);

        host.Resources.Remove(host.Resources.Find("RoleBinding", "team-a", "team-a-robot")!);

        await Orchestrator.TestKit.Eventually.True(
            async () => (await host.SendAsync(HttpMethod.Get, PodsOfA, token: token)).Code == 403, "the permission is gone");
    }

    [Fact]
    public async Task Roles_that_cannot_be_read_allow_nothing_and_the_owner_goes_on()
    {
        await using var host = await GatewayHost.StartAsync();
        var token = await host.AccountAsync("team-a", "robot");
        host.Resources.Fault = new Orchestrator.Contracts.Reading.StorageUnavailableException("away", new TimeoutException());

        Assert.Equal(503, (await host.SendAsync(HttpMethod.Get, "/apis", token: token)).Code);
        Assert.Equal(200, (await host.GetAsync("/apis")).Code);
    }

    [Fact]
    public async Task Impersonation_asks_in_another_name_and_needs_permission()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Allow("team-a", "robot", "team-a", Accounts.Rule("list", "", "pods"));
        var token = await host.AccountAsync("team-b", "other");

        Assert.Equal(200, await AsAsync(host, null, "system:serviceaccount:team-a:robot", PodsOfA));
        Assert.Equal(403, await AsAsync(host, null, "system:serviceaccount:team-a:robot", "/api/v1/nodes"));
        Assert.Equal(403, await AsAsync(host, token, "system:serviceaccount:team-a:robot", PodsOfA));
        Assert.Equal(403, await AsAsync(host, token, "system:admin", PodsOfA));
    }

    private static async Task<int> AsAsync(GatewayHost host, string? token, string user, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Impersonate-User", user);
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        using var answer = await host.Client.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
