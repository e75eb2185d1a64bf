using Orchestrator.Clients.Tests.Support;
using Orchestrator.Resources.Description;

namespace Orchestrator.Clients.Tests.Kubectl;

/// <summary>What <c>kubectl create</c> makes of every kind, and <c>kubectl describe</c> tells of it. Kinds that no command creates come from a file.</summary>
public sealed class DescribeTests(ClientsFixture clients) : IClassFixture<ClientsFixture>
{
    private const string Definitions = "customresourcedefinitions.apiextensions.k8s.io";

    /// <summary>Kind, what creates an object of it (arguments, or a manifest), and what its description has to say; NAME stands for the object's name.</summary>
    public static TheoryData<string, string, string> Kinds => new()
    {
        { "configmaps", "configmap NAME --from-literal=a=b", @"(?m)^a:\n----\nb$" },
        { "secrets", "secret generic NAME --from-literal=a=b", @"(?m)^a:\s+1 bytes$" },
        { "secrets", "secret docker-registry NAME --docker-server=r.example --docker-username=u --docker-password=p", @"(?m)^Type:\s+kubernetes\.io/dockerconfigjson$" },
        { "serviceaccounts", "serviceaccount NAME", @"(?m)^Tokens:\s+<none>$" },
        { "roles.rbac.authorization.k8s.io", "role NAME --verb=get,list --resource=pods", @"(?m)^\s+pods\s+\[\]\s+\[\]\s+\[get list\]$" },
        { "clusterroles.rbac.authorization.k8s.io", "clusterrole NAME --verb=get --non-resource-url=/metrics", @"\[/metrics\]" },
        { "rolebindings.rbac.authorization.k8s.io", "rolebinding NAME --clusterrole=view --user=jane", @"(?m)^\s+User\s+jane\s*$" },
        { "clusterrolebindings.rbac.authorization.k8s.io", "clusterrolebinding NAME --clusterrole=view --group=readers", @"(?m)^\s+Group\s+readers\s*$" },
        { "resourcequotas", "quota NAME --hard=configmaps=30", @"(?m)^Resource\s+Used\s+Hard$" },
        { "priorityclasses.scheduling.k8s.io", "priorityclass NAME --value=10 --preemption-policy=Never", @"(?m)^Value:\s+10$" },
        { "poddisruptionbudgets.policy", "poddisruptionbudget NAME --selector=app=none --max-unavailable=50%", @"(?m)^Max unavailable:\s+50%$" },
        { "services", "service clusterip NAME --tcp=80:8080", @"(?m)^TargetPort:\s+8080/TCP$" },
        { "services", "service clusterip NAME --clusterip=None --tcp=80", @"(?m)^IP:\s+None$" },
        { "services", "service nodeport NAME --tcp=80", @"(?m)^Type:\s+NodePort$" },
        { "services", "service loadbalancer NAME --tcp=80", @"(?m)^Type:\s+LoadBalancer$" },
        { "services", "service externalname NAME --external-name=x.example", @"(?m)^External Name:\s+x\.example$" },
        { "deployments.apps", "deployment NAME --image=example/web:1 --replicas=0", @"(?m)^Replicas:\s+0 desired" },
        { "namespaces", "namespace NAME", @"(?m)^No LimitRange resource\.$" },
        { "replicasets.apps", """{"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"NAME"},"spec":{"replicas":0,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}""", @"(?m)^Replicas:\s+0 current / 0 desired$" },
        { "pods", """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"NAME"},"spec":{"nodeSelector":{"none":"such"},"terminationGracePeriodSeconds":0,"containers":[{"name":"c","image":"i"}]}}""", @"(?m)^Status:\s+Pending$" },
        { "limitranges", """{"apiVersion":"v1","kind":"LimitRange","metadata":{"name":"NAME"},"spec":{"limits":[{"type":"Container","max":{"cpu":"2"}}]}}""", @"(?m)^Container\s+cpu\s+-\s+2\s" },
        { "endpoints", """{"apiVersion":"v1","kind":"Endpoints","metadata":{"name":"NAME"},"subsets":[{"addresses":[{"ip":"192.0.2.9"}],"ports":[{"port":80}]}]}""", @"(?m)^\s+Addresses:\s+192\.0\.2\.9$" },
        { "endpointslices.discovery.k8s.io", """{"apiVersion":"discovery.k8s.io/v1","kind":"EndpointSlice","metadata":{"name":"NAME"},"addressType":"IPv4","endpoints":[{"addresses":["192.0.2.9"]}],"ports":[{"port":80}]}""", @"(?m)^AddressType:\s+IPv4$" },
        { "leases.coordination.k8s.io", """{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"NAME"},"spec":{"holderIdentity":"me"}}""", @"(?m)^\s+Holder Identity:\s+me$" },
        { "controllerrevisions.apps", """{"apiVersion":"apps/v1","kind":"ControllerRevision","metadata":{"name":"NAME"},"revision":7,"data":{"a":"b"}}""", @"(?m)^Revision:\s+7$" },
        { "events", """{"apiVersion":"v1","kind":"Event","metadata":{"name":"NAME"},"involvedObject":{"kind":"Pod","name":"none","namespace":"NAMESPACE"},"reason":"Tested","message":"seen","type":"Normal"}""", @"(?m)^Reason:\s+Tested$" },
        { "events.events.k8s.io", """{"apiVersion":"events.k8s.io/v1","kind":"Event","metadata":{"name":"NAME"},"regarding":{"kind":"Pod","name":"none","namespace":"NAMESPACE"},"eventTime":"2026-01-01T00:00:00.000000Z","action":"Testing","reportingController":"example.com/test","reportingInstance":"one","reason":"Tested","note":"seen","type":"Normal"}""", @"(?m)^Reason:\s+Tested$" },
        { Definitions, """{"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"NAME"},"spec":{"group":"describe.example.com","scope":"Namespaced","names":{"plural":"NAMESPACE-s","singular":"thing","kind":"Thing","listKind":"ThingList"},"versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}]}}""", @"(?m)^\s+Scope:\s+Namespaced$" },
        { "nodes", """{"apiVersion":"v1","kind":"Node","metadata":{"name":"NAME"},"spec":{"unschedulable":true}}""", @"(?m)^Unschedulable:\s+true$" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Object_is_created_described_and_deleted(string kind, string creation, string said)
    {
        await using var ns = await clients.NewNamespaceAsync();
        var name = kind == Definitions ? $"{ns.Name}-s.describe.example.com" : $"{ns.Name}-x";
        var words = creation.Replace("NAMESPACE", ns.Name, StringComparison.Ordinal).Replace("NAME", name, StringComparison.Ordinal);

        var created = words.StartsWith('{') ? await ns.Kubectl.RunWithAsync(words, "create", "-f", "-") : await ns.Kubectl.RunAsync(["create", .. words.Split(' ')]);
        Assert.EndsWith($"/{name} created\n", created.Succeeded().Output, StringComparison.Ordinal);
        var described = await ns.Kubectl.OutputOfAsync("describe", kind, name);
        await ns.Kubectl.OutputOfAsync("delete", kind, name, "--timeout=60s");

        Assert.Matches($@"(?m)^Name:\s+{name}$", described);
        Assert.Matches(said, described);
        Assert.Equal("", await ns.Kubectl.OutputOfAsync("get", kind, name, "--ignore-not-found"));
    }

    [Fact]
    public void Every_kind_is_among_them() =>
        Assert.Equal(ResourceKinds.All.Select(kind => kind.QualifiedPlural).Order(StringComparer.Ordinal), Kinds.Select(row => (string)row[0]).Distinct().Order(StringComparer.Ordinal));
}
