using System.Net;
using System.Text.Json.Nodes;
using Orchestrator.Cluster.Tests.Support;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.BadInput;

/// <summary>What is wrong is refused with a sentence that names it, and leaves no trace.</summary>
public sealed class BadInputTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private readonly TestCluster _cluster = fixture.Cluster;

    [Theory]
    [InlineData("spec.replicas", "-1", HttpStatusCode.UnprocessableEntity, "spec.replicas")]
    [InlineData("spec.replicas", "\"three\"", HttpStatusCode.BadRequest, "spec.replicas")]
    [InlineData("spec.selector.matchLabels.app", "\"other\"", HttpStatusCode.UnprocessableEntity, "spec.template.metadata.labels")]
    [InlineData("spec.selector", "null", HttpStatusCode.UnprocessableEntity, "spec.selector")]
    [InlineData("metadata.name", "\"Not_A_Label\"", HttpStatusCode.UnprocessableEntity, "metadata.name")]
    [InlineData("metadata.name", "\"../../etc\"", HttpStatusCode.UnprocessableEntity, "metadata.name")]
    [InlineData("metadata.labels", """{"a b":"c"}""", HttpStatusCode.UnprocessableEntity, "metadata.labels")]
    [InlineData("kind", "\"Pod\"", HttpStatusCode.BadRequest, "Pod")]
    [InlineData("kind", "\"StatefulSet\"", HttpStatusCode.BadRequest, "StatefulSet")]
    [InlineData("apiVersion", "\"apps/v1beta1\"", HttpStatusCode.BadRequest, "apps/v1beta1")]
    [InlineData("spec.replica", "3", HttpStatusCode.BadRequest, "spec.replica")]
    [InlineData("spec.template.spec.containers", "[]", HttpStatusCode.UnprocessableEntity, "spec.template.spec.containers")]
    [InlineData("spec.template.spec.volumes", """[{"name":"v","nfs":{"server":"s","path":"/p"}}]""", HttpStatusCode.UnprocessableEntity, "spec.template.spec.volumes[0].nfs")]
    [InlineData("spec.template.spec.runtimeClassName", "\"sandboxed\"", HttpStatusCode.UnprocessableEntity, "spec.template.spec.runtimeClassName")]
    [InlineData("spec.template.spec.securityContext", """{"runAsUser":-1}""", HttpStatusCode.UnprocessableEntity, "spec.template.spec.securityContext.runAsUser")]
    [InlineData("spec.template.spec.restartPolicy", "\"Never\"", HttpStatusCode.UnprocessableEntity, "spec.template.spec.restartPolicy")]
    public async Task Deployment_with_a_wrong_field_is_refused_by_name_and_not_stored(string path, string value, HttpStatusCode code, string named)
    {
        var ns = await _cluster.NewNamespaceAsync();
        var document = Manifests.Deployment("bad", 1).With(path, JsonNode.Parse(value));
        await RefusedAsync(ns, await PostAsync(ns, document.ToJsonString()), code, named);
    }

    [Theory]
    [InlineData("""{"resources":{"limits":{"memory":"a lot"}}}""", "resources.limits")]
    [InlineData("""{"resources":{"requests":{"cpu":"2"},"limits":{"cpu":"1"}}}""", "resources.requests")]
    [InlineData("""{"ports":[{"containerPort":70000}]}""", "containerPort")]
    [InlineData("""{"imagePullPolicy":"Sometimes"}""", "imagePullPolicy")]
    [InlineData("""{"env":[{"name":"A","valueFrom":{"secretKeyRef":{"key":"k"}}}]}""", "valueFrom.secretKeyRef.name")]
    [InlineData("""{"image":""}""", "image")]
    public async Task Container_with_a_wrong_field_is_refused_by_name_and_not_stored(string fields, string named)
    {
        var ns = await _cluster.NewNamespaceAsync();
        var container = Manifests.Hello();
        foreach (var (name, value) in JsonNode.Parse(fields)!.AsObject())
        {
            container[name] = value?.DeepClone();
        }

        var answer = await PostAsync(ns, Manifests.Deployment("bad", 1, container).ToJsonString());
        Assert.InRange((int)answer.Code, 400, 422);
        await RefusedAsync(ns, answer, answer.Code, named);
    }

    [Theory]
    [InlineData("application/json", "{ this is no JSON", HttpStatusCode.BadRequest, "JSON")]
    [InlineData("application/json", "", HttpStatusCode.BadRequest, "")]
    [InlineData("application/json", "[]", HttpStatusCode.BadRequest, "")]
    [InlineData("application/json", "null", HttpStatusCode.BadRequest, "")]
    [InlineData("application/json", "{}", HttpStatusCode.UnprocessableEntity, "metadata.name")]
    [InlineData("application/yaml", "a: b: c:\n - [", HttpStatusCode.BadRequest, "YAML")]
    [InlineData("application/yaml", "a: &a [*a]", HttpStatusCode.BadRequest, "")]
    [InlineData("text/plain", "hello", HttpStatusCode.UnsupportedMediaType, "text/plain")]
    public async Task Body_that_is_no_document_is_refused(string contentType, string body, HttpStatusCode code, string named)
    {
        var ns = await _cluster.NewNamespaceAsync();
        await RefusedAsync(ns, await PostAsync(ns, body, contentType), code, named);
    }

    [Theory]
    [InlineData("application/json", "[", 100_000)]
    [InlineData("application/json", "{\"a\":", 100_000)]
    [InlineData("application/yaml", "[", 100_000)]
    [InlineData("application/yaml", "- ", 100_000)]
    public async Task Huge_nesting_is_refused_and_orc_lives_on(string contentType, string part, int times)
    {
        var ns = await _cluster.NewNamespaceAsync();
        var body = string.Concat(Enumerable.Repeat(part, times));
        await RefusedAsync(ns, await PostAsync(ns, body, contentType), HttpStatusCode.BadRequest, "");
        Assert.Equal(HttpStatusCode.OK, (await _cluster.Api.SendAsync(HttpMethod.Get, "/livez")).Code);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/yaml")]
    public async Task Body_over_three_mebibytes_is_refused_with_413(string contentType)
    {
        var ns = await _cluster.NewNamespaceAsync();
        var document = Manifests.Deployment("bad", 1).With("metadata.annotations.big", new string('x', (3 * 1024 * 1024) + 1));
        await RefusedAsync(ns, await PostAsync(ns, document.ToJsonString(), contentType), HttpStatusCode.RequestEntityTooLarge, "limit");
    }

    [Fact]
    public async Task Body_just_over_what_annotations_may_hold_is_refused_with_the_field()
    {
        var ns = await _cluster.NewNamespaceAsync();
        var document = Manifests.Deployment("bad", 1).With("metadata.annotations.big", new string('x', 300_000));
        await RefusedAsync(ns, await PostAsync(ns, document.ToJsonString()), HttpStatusCode.UnprocessableEntity, "metadata.annotations");
    }

    [Fact]
    public async Task Patch_to_a_wrong_value_is_refused_and_the_object_stays_as_it_was()
    {
        var ns = await _cluster.NewNamespaceAsync();
        await _cluster.Api.CreateAsync(Api.Deployments(ns), Manifests.Deployment("good", 0));
        await _cluster.SettledAsync(ns, "good", 0);
        await _cluster.EventuallyAsync(
            async () => (await _cluster.Api.GetAsync($"{Api.Deployments(ns)}/good")).Condition("Progressing").Text("reason") == "NewReplicaSetAvailable", "its roll-out is over");
        var before = await _cluster.Api.GetAsync($"{Api.Deployments(ns)}/good");
        string[] patches =
        [
            """{"spec":{"replicas":-1}}""",
            """{"spec":{"selector":{"matchLabels":{"app":"other"}}}}""",
            """{"spec":{"template":{"metadata":{"labels":{"app":"other"}}}}}""",
            """{"metadata":{"name":"other"}}""",
            """{"metadata":{"uid":"00000000-0000-0000-0000-000000000000"}}""",
            """{"metadata":{"resourceVersion":"1"},"spec":{"replicas":2}}""",
            "[]",
            "no JSON",
        ];
        foreach (var patch in patches)
        {
            var answer = await _cluster.Api.SendAsync(HttpMethod.Patch, $"{Api.Deployments(ns)}/good", patch, "application/merge-patch+json");
            Assert.True((int)answer.Code is >= 400 and < 500, $"{patch} was answered {(int)answer.Code}: {answer.Body}");
            Assert.Equal("Failure", answer.Document.Text("status"));
        }

        Assert.Equal(before.ToJsonString(), (await _cluster.Api.GetAsync($"{Api.Deployments(ns)}/good")).ToJsonString());
    }

    [Fact]
    public async Task Field_without_effect_is_kept_and_answered_with_a_warning()
    {
        var ns = await _cluster.NewNamespaceAsync();
        var pod = Manifests.Pod("kept", Manifests.Hello()).With("spec.subdomain", "some");
        var answer = await _cluster.Api.SendAsync(HttpMethod.Post, Api.Pods(ns), pod.ToJsonString());
        Assert.Equal(HttpStatusCode.Created, answer.Code);
        Assert.Contains(answer.Warnings, warning => warning.Contains("subdomain", StringComparison.Ordinal));
        Assert.Equal("some", (await _cluster.Api.GetAsync($"{Api.Pods(ns)}/kept")).Text("spec.subdomain"));
    }

    [Theory]
    [InlineData("POST", "/api/v1/namespaces/nowhere/pods", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/namespaces/default/pods/none", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/namespaces/default/unicorns", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/pods?labelSelector=%3D%3D", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/v1/pods?fieldSelector=spec.mood%3Dgood", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/v1/pods?limit=many", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/v1/pods?continue=rubbish", HttpStatusCode.BadRequest)]
    [InlineData("DELETE", "/apis/apps/v1/namespaces/default/deployments/none", HttpStatusCode.NotFound)]
    public async Task Request_for_what_is_not_there_gets_a_status(string method, string path, HttpStatusCode code)
    {
        var body = method == "POST" ? Manifests.Pod("p", Manifests.Hello()).ToJsonString() : "";
        var answer = await _cluster.Api.SendAsync(new HttpMethod(method), path, body);
        Assert.Equal(code, answer.Code);
        Assert.Equal("Failure", answer.Document.Text("status"));
        Assert.Equal((int)code, answer.Document.Number("code"));
        Assert.False(string.IsNullOrEmpty(answer.Document.Text("message")));
    }

    private Task<ApiAnswer> PostAsync(string ns, string body, string contentType = "application/json") =>
        _cluster.Api.SendAsync(HttpMethod.Post, $"{Api.Deployments(ns)}?fieldValidation=Strict", body, contentType);

    private async Task RefusedAsync(string ns, ApiAnswer answer, HttpStatusCode code, string named)
    {
        Assert.True(code == answer.Code, $"expected {code}, got {(int)answer.Code}: {answer.Body}");
        Assert.Equal("Status", answer.Document.Text("kind"));
        Assert.Equal("Failure", answer.Document.Text("status"));
        Assert.Equal((int)code, answer.Document.Number("code"));
        Assert.Contains(named, answer.Body, StringComparison.Ordinal);
        Assert.Empty(await _cluster.Api.ListAsync(Api.Deployments(ns)));
        Assert.Empty(await _cluster.Api.ListAsync(Api.ReplicaSets(ns)));
        Assert.Empty(await _cluster.Api.ListAsync(Api.Pods(ns)));
    }
}
