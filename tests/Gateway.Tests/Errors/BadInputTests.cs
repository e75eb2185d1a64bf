using Gateway.Tests.Fixtures;

namespace Gateway.Tests.Errors;

public sealed class BadInputTests
{
    public static TheoryData<string, string, int, string, string> Documents => new()
    {
        { "{\"kind\":", "application/json", 400, "BadRequest", "not JSON" },
        { "a: [1", "application/yaml", 400, "BadRequest", "YAML" },
        { "[]", "application/json", 400, "BadRequest", "expected an object of kind Deployment" },
        { Samples.DeploymentJson.Replace("\"Deployment\"", "\"Pod\""), "application/json", 400, "BadRequest", "kind: Invalid value: \"Pod\"" },
        { Samples.DeploymentJson.Replace("\"replicas\"", "\"replicaz\""), "application/json", 400, "BadRequest", "strict decoding error: unknown field \"spec.replicaz\"" },
        { Samples.DeploymentJson.Replace("\"replicas\":3", "\"replicas\":-1"), "application/json", 422, "Invalid", "spec.replicas: Invalid value" },
        { Samples.DeploymentJson.Replace("\"replicas\":3", "\"replicas\":\"three\""), "application/json", 400, "BadRequest", "spec.replicas" },
        { Samples.DeploymentJson.Replace("{\"matchLabels\":{\"app\":\"web\"}}", "{\"matchLabels\":{\"app\":\"other\"}}"), "application/json", 422, "Invalid", "selector" },
        { Samples.DeploymentJson.Replace("\"name\":\"web\"", "\"name\":\"Web_1\""), "application/json", 422, "Invalid", "metadata.name: Invalid value: \"Web_1\"" },
        { Samples.DeploymentJson.Replace("\"name\":\"web\"", "\"name\":\"../pods/x\""), "application/json", 422, "Invalid", "metadata.name" },
        { Samples.DeploymentJson.Replace("\"name\":\"web\"", "\"labels\":{}"), "application/json", 422, "Invalid", "name or generateName is required" },
        { Samples.DeploymentJson.Replace("\"name\":\"web\"", "\"name\":\"web\",\"namespace\":\"other\""), "application/json", 400, "BadRequest", "does not match the namespace" },
        { Samples.DeploymentJson.Replace("\"name\":\"web\"", "\"name\":\"web\",\"resourceVersion\":\"7\""), "application/json", 400, "BadRequest", "resourceVersion should not be set" },
        { Samples.DeploymentJson.Replace("\"containers\"", "\"runtimeClassName\":\"sandboxed\",\"containers\""), "application/json", 422, "Invalid", "spec.template.spec.runtimeClassName: Forbidden" },
        { Samples.DeploymentJson, "application/vnd.kubernetes.protobuf", 400, "BadRequest", "it must begin with the bytes 6b 38 73 00" },
        { "k8s\0\b", "application/vnd.kubernetes.protobuf", 400, "BadRequest", "not protobuf" },
        { Samples.DeploymentJson, "text/html", 415, "UnsupportedMediaType", "application/json, application/yaml" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Create_bad_document_is_refused_and_changes_nothing(string body, string contentType, int code, string reason, string words)
    {
        await using var host = await GatewayHost.StartAsync();

        var answer = await host.SendAsync(HttpMethod.Post, $"{Samples.Deployments}?fieldValidation=Strict", body, contentType);

        Assert.Equal((code, "Status", "Failure", code.ToString()), (answer.Code, answer.At("kind"), answer.At("status"), answer.At("code")));
        Assert.Equal(reason, answer.Reason);
        Assert.Contains(words, answer.Message);
        Assert.Empty(host.Cluster.Calls);
        Assert.Equal(0, host.Resources.Writes);
    }

    [Fact]
    public async Task Create_negative_replicas_names_the_field_as_cause()
    {
        await using var host = await GatewayHost.StartAsync();

        var answer = await host.PostAsync(Samples.Deployments, Samples.DeploymentJson.Replace("\"replicas\":3", "\"replicas\":-1"));

        Assert.Equal("spec.replicas", answer.At("details.causes.0.field"));
        Assert.Equal("FieldValueInvalid", answer.At("details.causes.0.reason"));
        Assert.StartsWith("Deployment.apps \"web\" is invalid: spec.replicas: ", answer.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Create_body_over_the_limit_is_413_whether_its_length_is_declared_or_not(bool isDeclared)
    {
        await using var host = await GatewayHost.StartAsync(options => options.BodyBytesMax = 3 * 1024 * 1024);
        using var content = new SizedContent(3 * 1024 * 1024 + 1, isDeclared);
        using var request = new HttpRequestMessage(HttpMethod.Post, Samples.Deployments) { Content = content };
        request.Headers.ExpectContinue = isDeclared;

        using var response = await host.Client.SendAsync(request);
        var answer = await Answer.OfAsync(response);

        Assert.Equal((413, "RequestEntityTooLarge"), (answer.Code, answer.Reason));
        Assert.Equal("Request entity too large: limit is 3145728 bytes", answer.Message);
        Assert.Empty(host.Cluster.Calls);
    }

    [Theory]
    [InlineData("/api/v1/namespaces/default/pods/a%2Fb", 404)]
    [InlineData("/api/v1/namespaces/default/pods/..%2f..%2fnodes", 404)]
    [InlineData("/api/v1/namespaces/a%2Fb/pods", 404)]
    [InlineData("/api/v1/namespaces/default/pods/a%0ab", 404)]
    [InlineData("/api/v1/namespaces/default/pods/A", 404)]
    [InlineData("/api/v1/namespaces/default/pods/a%00b", 400)]
    [InlineData("/api/v1/namespaces/x'--/pods", 404)]
    public async Task Get_name_that_no_object_can_have_reaches_no_store(string path, int code)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Fault = new InvalidOperationException("the store was asked");

        var answer = await host.GetAsync(path);

        Assert.Equal(code, answer.Code);
        Assert.Empty(host.Cluster.Calls);
    }

    [Theory]
    [InlineData("?labelSelector=a%20b%20c")]
    [InlineData("?fieldSelector=spec.nope=1")]
    [InlineData("?limit=many")]
    [InlineData("?resourceVersion=abc")]
    [InlineData("?includeObject=All")]
    [InlineData("?watch=perhaps")]
    public async Task List_unreadable_option_is_400(string query)
    {
        await using var host = await GatewayHost.StartAsync();

        var answer = await host.GetAsync(Samples.Pods + query);

        Assert.Equal((400, "BadRequest"), (answer.Code, answer.Reason));
    }

    [Theory]
    [InlineData("/nope", "GET", 404, "NotFound")]
    [InlineData("/api/v1/widgets", "GET", 404, "NotFound")]
    [InlineData("/openapi/v4", "GET", 404, "NotFound")]
    [InlineData("/api/v1/pods", "POST", 405, "MethodNotAllowed")]
    [InlineData("/apis/apps/v1/namespaces/default/deployments/a/status", "PUT", 405, "MethodNotAllowed")]
    [InlineData("/version", "DELETE", 405, "MethodNotAllowed")]
    public async Task Path_or_method_that_is_not_served_is_a_status(string path, string method, int code, string reason)
    {
        await using var host = await GatewayHost.StartAsync();

        var answer = await host.SendAsync(new HttpMethod(method), path);

        Assert.Equal((code, reason, "application/json"), (answer.Code, answer.Reason, answer.ContentType));
    }

    [Fact]
    public async Task Get_form_that_is_not_served_is_406()
    {
        await using var host = await GatewayHost.StartAsync();

        var answer = await host.GetAsync(Samples.Pods, "application/vnd.kubernetes.protobuf");

        Assert.Equal((406, "NotAcceptable"), (answer.Code, answer.Reason));
    }
}
