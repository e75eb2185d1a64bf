using System.Net.Http.Headers;
using Gateway.Tests.Fixtures;

namespace Gateway.Tests.Errors;

/// <summary>Bodies in protobuf as anybody may send them.</summary>
public sealed class ProtobufBodyTests
{
    private const string Protobuf = "application/vnd.kubernetes.protobuf";

    /// <summary>A namespace named team, as kubectl sends it.</summary>
    private static readonly byte[] Namespace = [.. "k8s\0\n\u000f\n\u0002v1\u0012\tNamespace\u0012\u0008\n\u0006\n\u0004team"u8];

    [Fact]
    public async Task Create_of_an_object_in_protobuf_makes_it()
    {
        await using var host = await GatewayHost.StartAsync();

        var answer = await SendAsync(host, HttpMethod.Post, "/api/v1/namespaces?fieldValidation=Strict", Namespace);

        Assert.Equal((201, "team", "application/json"), (answer.Code, answer.At("metadata.name"), answer.ContentType));
    }

    [Fact]
    public async Task Delete_with_options_in_protobuf_heeds_them()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Pod("web"));
        byte[] options = [.. "k8s\0\n\u0013\n\u0002v1\u0012\rDeleteOptions\u0012\u0002\u0008\u0007"u8];

        var answer = await SendAsync(host, HttpMethod.Delete, $"{Samples.Pods}/web", options);

        Assert.Equal(200, answer.Code);
        Assert.Equal(7, host.Cluster.LastDelete!.GracePeriodSeconds);
    }

    [Fact]
    public async Task Create_of_anything_mutated_is_a_refusal_or_an_object_and_never_a_fault()
    {
        await using var host = await GatewayHost.StartAsync();
        var random = new Random(11);
        for (var attempt = 0; attempt < 500; attempt++)
        {
            var body = Namespace.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            var answer = await SendAsync(host, HttpMethod.Post, "/api/v1/namespaces", body);
            Assert.True(answer.Code is 201 or 400 or 409 or 422, $"{Convert.ToHexString(body)}: {answer.Code} {answer.Text}");
        }
    }

    /// <summary>Each two bytes of the body are a value, and each would be many bytes of JSON.</summary>
    [Fact]
    public async Task Create_of_a_body_made_to_grow_is_refused()
    {
        await using var host = await GatewayHost.StartAsync(options => options.BodyBytesMax = 3 * 1024 * 1024);
        var raw = new byte[3_000_000];
        for (var at = 0; at < raw.Length; at += 2)
        {
            raw[at] = 0x0a;
        }

        byte[] body = [.. "k8s\0\u0012"u8, 0xc0, 0x8d, 0xb7, 0x01, .. raw];
        var answer = await SendAsync(host, HttpMethod.Post, "/api/v1/namespaces", body);

        Assert.Equal(400, answer.Code);
        Assert.Contains("more than 500000 values", answer.Message);
    }

    private static async Task<Answer> SendAsync(GatewayHost host, HttpMethod method, string path, byte[] body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(Protobuf);
        using var response = await host.Client.SendAsync(request);
        return await Answer.OfAsync(response);
    }
}
