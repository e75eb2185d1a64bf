using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Orchestrator.Host.Tests.Support;

/// <summary>A server on this machine with a handler for each path that a test is about. It offers pods, nodes, namespaces and deployments.</summary>
public sealed class FakeServer : IAsyncDisposable
{
    private const string CoreResources = """
        {"kind":"APIResourceList","groupVersion":"v1","resources":[
          {"name":"pods","singularName":"pod","namespaced":true,"kind":"Pod","verbs":["get","list","watch"],"shortNames":["po"],"categories":["all"]},
          {"name":"pods/log","singularName":"","namespaced":true,"kind":"Pod","verbs":["get"]},
          {"name":"nodes","singularName":"node","namespaced":false,"kind":"Node","verbs":["get","list"],"shortNames":["no"]},
          {"name":"namespaces","singularName":"namespace","namespaced":false,"kind":"Namespace","verbs":["get","list"],"shortNames":["ns"]}]}
        """;

    private const string AppsResources = """
        {"kind":"APIResourceList","groupVersion":"apps/v1","resources":[
          {"name":"deployments","singularName":"deployment","namespaced":true,"kind":"Deployment","verbs":["get","list"],"shortNames":["deploy"],"categories":["all"]}]}
        """;

    private readonly WebApplication _server;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> _handlers = new();

    private FakeServer(WebApplication server) => _server = server;

    public string Url => _server.Urls.Single();

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<SeenRequest> Requests { get; } = [];

    /// <summary>Cancelled when the server ends, so that a request that hangs does not keep it.</summary>
    public CancellationToken Stopping => _stopping.Token;

    public static async Task<FakeServer> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(new HttpsConnectionAdapterOptions
                {
                    ServerCertificate = certificate,
                    ClientCertificateMode = ClientCertificateMode.AllowCertificate,
                    ClientCertificateValidation = (_, _, _) => true,
                });
            }
        }));
        var app = builder.Build();
        var server = new FakeServer(app);
        app.Run(server.HandleAsync);
        await app.StartAsync();
        server.Answer("GET /api/v1", CoreResources);
        server.Answer("GET /apis", """{"kind":"APIGroupList","groups":[{"name":"apps","preferredVersion":{"groupVersion":"apps/v1","version":"v1"}}]}""");
        server.Answer("GET /apis/apps/v1", AppsResources);
        return server;
    }

    /// <summary>Sets what answers a method and path, as in <c>GET /api/v1</c>.</summary>
    public void On(string methodAndPath, Func<HttpContext, Task> handler) => _handlers[methodAndPath] = handler;

    /// <summary>Sets a fixed answer.</summary>
    public void Answer(string methodAndPath, string json, int code = 200) => On(methodAndPath, context => WriteAsync(context, json, code));

    /// <summary>Sets a refusal.</summary>
    public void Refuse(string methodAndPath, int code, string reason, string message) => On(methodAndPath, context => RefuseAsync(context, code, reason, message));

    public static Task WriteAsync(HttpContext context, string json, int code = 200)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    public static Task RefuseAsync(HttpContext context, int code, string reason, string message) =>
        WriteAsync(context, $$"""{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"{{reason}}","message":"{{message}}","code":{{code}}}""", code);

    /// <summary>Writes a piece of an answer, and sends it.</summary>
    public static async Task SendAsync(HttpContext context, string text)
    {
        await context.Response.WriteAsync(text);
        await context.Response.Body.FlushAsync();
    }

    public SeenRequest Single(string method) => Requests.Single(request => request.Method == method);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _server.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var request = context.Request;
        Requests.Enqueue(new SeenRequest(request.Method, request.Path + request.QueryString, body)
        {
            Accept = request.Headers.Accept.ToString(),
            ContentType = request.ContentType ?? "",
            Authorization = request.Headers.Authorization.ToString(),
            ClientCertificate = (await context.Connection.GetClientCertificateAsync())?.Subject ?? "",
        });
        context.Items["body"] = body;
        if (_handlers.TryGetValue($"{request.Method} {request.Path}", out var handler))
        {
            await handler(context);
        }
        else
        {
            await RefuseAsync(context, 404, "NotFound", $"{request.Path.Value!.Split('/')[^1]} not found");
        }
    }
}
