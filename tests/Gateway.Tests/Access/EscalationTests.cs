using Gateway.Tests.Fixtures;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Rbac;

namespace Gateway.Tests.Access;

/// <summary>Nobody gives what they do not have.</summary>
public sealed class EscalationTests
{
    private const string Roles = "/apis/rbac.authorization.k8s.io/v1/namespaces/team-a/roles";
    private const string Bindings = "/apis/rbac.authorization.k8s.io/v1/namespaces/team-a/rolebindings";

    [Theory]
    [InlineData("""{"verbs":["get"],"apiGroups":[""],"resources":["pods"]}""", 201)]
    [InlineData("""{"verbs":["get"],"apiGroups":[""],"resources":["pods"],"resourceNames":["web"]}""", 201)]
    [InlineData("""{"verbs":["get","list"],"apiGroups":[""],"resources":["pods"]}""", 201)]
    [InlineData("""{"verbs":["get"],"apiGroups":[""],"resources":["secrets"]}""", 403)]
    [InlineData("""{"verbs":["*"],"apiGroups":[""],"resources":["pods"]}""", 403)]
    [InlineData("""{"verbs":["get"],"apiGroups":["*"],"resources":["pods"]}""", 403)]
    [InlineData("""{"verbs":["get"],"apiGroups":[""],"resources":["*"]}""", 403)]
    [InlineData("""{"verbs":["get"],"apiGroups":[""],"resources":["pods","pods/exec"]}""", 403)]
    [InlineData("""{"verbs":["get"],"apiGroups":[""],"resources":["configmaps"]}""", 403)]
    [InlineData("""{"verbs":["get"],"apiGroups":[""],"resources":["configmaps"],"resourceNames":["one"]}""", 201)]
    public async Task Role_may_have_only_what_its_writer_holds(string rule, int code)
    {
        await using var host = await StartAsync();

        var answer = await host.SendAsync(HttpMethod.Post, Roles, RoleOf("new", rule), token: await host.AccountAsync("team-a", "robot"));

        Assert.True(code == answer.Code, $"{answer.Code} {answer.Text}");
    }

    [Fact]
    public async Task Refusal_names_the_writer_and_each_missing_permission()
    {
        await using var host = await StartAsync();
        const string Rule = """{"verbs":["get","delete"],"apiGroups":["","apps"],"resources":["pods"]}""";

        var answer = await host.SendAsync(HttpMethod.Post, Roles, RoleOf("new", Rule), token: await host.AccountAsync("team-a", "robot"));

        Assert.Equal(
            """
            roles.rbac.authorization.k8s.io "new" is forbidden: user "system:serviceaccount:team-a:robot" (groups=["system:serviceaccounts","system:serviceaccounts:team-a","system:authenticated"]) is attempting to grant RBAC permissions not currently held:
            {APIGroups:[""], Resources:["pods"], Verbs:["delete"]}
            {APIGroups:["apps"], Resources:["pods"], Verbs:["delete"]}
            {APIGroups:["apps"], Resources:["pods"], Verbs:["get"]}
            """,
            answer.Message);
    }

    [Fact]
    public async Task Role_that_exists_gets_another_label_but_no_rule_that_its_writer_lacks()
    {
        await using var host = await StartAsync();
        host.Resources.Put(new Role { Metadata = new ObjectMeta { Name = "big", Namespace = "team-a", Uid = "big" }, Rules = [Accounts.Rule("*", "*", "*")] });
        var token = await host.AccountAsync("team-a", "robot");

        Assert.Equal(200, await PatchAsync(host, token, """{"metadata":{"labels":{"a":"b"}}}"""));
        Assert.Equal(403, await PatchAsync(host, token, """{"rules":[{"verbs":["*"],"apiGroups":["*"],"resources":["pods"]}]}"""));
        Assert.Equal(200, await PatchAsync(host, token, """{"rules":[{"verbs":["get"],"apiGroups":[""],"resources":["pods"]}]}"""));
    }

    [Theory]
    [InlineData("Role", "held", 201)]
    [InlineData("Role", "more", 403)]
    [InlineData("Role", "absent", 404)]
    [InlineData("ClusterRole", "cluster-admin", 403)]
    [InlineData("ClusterRole", "bindable", 201)]
    public async Task Binding_may_give_only_what_its_writer_holds_or_may_bind(string kind, string role, int code)
    {
        await using var host = await StartAsync();
        host.Resources.Put(new Role { Metadata = new ObjectMeta { Name = "held", Namespace = "team-a", Uid = "1" }, Rules = [Accounts.Rule("get", "", "pods")] });
        host.Resources.Put(new Role { Metadata = new ObjectMeta { Name = "more", Namespace = "team-a", Uid = "2" }, Rules = [Accounts.Rule("get", "", "secrets")] });
        host.Resources.Put(new ClusterRole { Metadata = new ObjectMeta { Name = "cluster-admin", Uid = "3" }, Rules = [Accounts.Rule("*", "*", "*")] });
        host.Resources.Put(new ClusterRole { Metadata = new ObjectMeta { Name = "bindable", Uid = "4" }, Rules = [Accounts.Rule("*", "*", "*")] });
        var body = $$"""
            {"metadata":{"name":"new"},"roleRef":{"kind":"{{kind}}","name":"{{role}}"},"subjects":[{"kind":"User","name":"jane"}]}
            """;

        var answer = await host.SendAsync(HttpMethod.Post, Bindings, body, token: await host.AccountAsync("team-a", "robot"));

        Assert.True(code == answer.Code, $"{answer.Code} {answer.Text}");
    }

    [Fact]
    public async Task Role_of_a_binding_cannot_be_changed()
    {
        await using var host = await StartAsync();

        var answer = await host.SendAsync(
            HttpMethod.Patch, $"{Bindings}/team-a-robot", """{"roleRef":{"name":"other"}}""", "application/merge-patch+json");

        Assert.Equal(422, answer.Code);
        Assert.Contains("cannot change roleRef", answer.Message);
    }

    [Theory]
    [InlineData("""{"verbs":[],"apiGroups":[""],"resources":["pods"]}""", "rules[0].verbs: Required value: verbs must contain at least one value")]
    [InlineData("""{"verbs":["get"],"resources":["pods"]}""", "rules[0].apiGroups: Required value: resource rules must supply at least one api group")]
    [InlineData("""{"verbs":["get"],"apiGroups":[""]}""", "rules[0].resources: Required value: resource rules must supply at least one resource")]
    [InlineData("""{"verbs":["get"],"nonResourceURLs":["/x"]}""", "namespaced rules cannot apply to non-resource URLs")]
    public async Task Rule_that_cannot_be_meant_is_422(string rule, string message)
    {
        await using var host = await StartAsync();

        var answer = await host.PostAsync(Roles, RoleOf("new", rule));

        Assert.Equal(422, answer.Code);
        Assert.Contains(message, answer.Message);
    }

    // The robot may write roles and bindings, and otherwise read pods, read one map, and bind one role.
    private static async Task<GatewayHost> StartAsync()
    {
        var host = await GatewayHost.StartAsync();
        host.Resources.Put(new Namespace { Metadata = new ObjectMeta { Name = "team-a", Uid = "ns" } });
        host.Allow(
            "team-a", "robot", "team-a",
            Accounts.Rule("get,list,create,patch,update", RbacGroup.Name, "roles,rolebindings"),
            Accounts.Rule("get,list", "", "pods"),
            Accounts.Rule("get", "", "configmaps", "one"),
            Accounts.Rule("bind", RbacGroup.Name, "clusterroles", "bindable"));
        return host;
    }

    private static string RoleOf(string name, string rule) => $$"""{"metadata":{"name":"{{name}}"},"rules":[{{rule}}]}""";

    private static async Task<int> PatchAsync(GatewayHost host, string token, string patch) =>
        (await host.SendAsync(HttpMethod.Patch, $"{Roles}/big", patch, "application/merge-patch+json", token: token)).Code;
}
