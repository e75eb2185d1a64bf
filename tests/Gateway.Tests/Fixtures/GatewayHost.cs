using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Access;
using Orchestrator.Contracts.Health;
using Orchestrator.Contracts.Quotas;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Gateway;
using Orchestrator.Gateway.Logs;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Storage.Access;

namespace Gateway.Tests.Fixtures;

/// <summary>A gateway on a real server and a loopback port, over grains and a read side in memory.</summary>
public sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayHost(WebApplication app, Fakes fakes)
    {
        _app = app;
        (Resources, Cluster, Logs, Ids, Log) = (fakes.Resources, fakes.Cluster, fakes.Logs, fakes.Ids, fakes.Log);
        Client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };
    }

    public MemoryResources Resources { get; }

    public MemoryCluster Cluster { get; }

    public ScriptedLogs Logs { get; }

    public ScriptedIds Ids { get; }

    public RecordedLog Log { get; }

    public HttpClient Client { get; }

    /// <summary>The routes that are served, each as its method and pattern.</summary>
    public IEnumerable<string> Routes => ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .SelectMany(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {route.RoutePattern.RawText}"));

    public Uri Address => new(_app.Urls.Single());

    public IEnumerable<RouteEndpoint> Endpoints => ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    public IServiceAccountTokens Tokens => _app.Services.GetRequiredService<IServiceAccountTokens>();

    public static async Task<GatewayHost> StartAsync(
        Action<GatewayOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGateway(options =>
        {
            options.ListenUrls = "http://127.0.0.1:0";
            configure?.Invoke(options);
        });
        var fakes = new Fakes();
        builder.Logging.AddProvider(fakes.Log);
        builder.Services.AddSingleton<TimeProvider>(new FixedClock());
        builder.Services.AddSingleton<IResourceReader>(fakes.Resources);
        builder.Services.AddSingleton(fakes.Cluster.Factory());
        builder.Services.AddSingleton<IPodLogSource>(fakes.Logs);
        builder.Services.AddSingleton<IIdentities>(fakes.Ids);
        builder.Services.AddSingleton<IStorageHealth>(new MemoryStorageHealth(fakes.Resources));
        builder.Services.AddSingleton<IServiceAccountTokens>(new ServiceAccountTokens(new MemoryKeys(), fakes.Ids, new FixedClock()));
        builder.Services.AddSingleton<IPassiveResourceStore>(new MemoryPassiveStore(fakes.Resources));
        builder.Services.AddSingleton<IQuotaLedger, MemoryQuotas>();
        builder.Services.AddSingleton<IServiceClaims>(new MemoryClaims(fakes.Resources));
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapGateway();
        await app.StartAsync();
        return new GatewayHost(app, fakes);
    }

    public Task StopAsync() => _app.StopAsync();

    /// <summary>Makes the namespace by which a server knows that the control plane has started.</summary>
    public void MakeDefaultNamespace() => Resources.Put(new Namespace { Metadata = new ObjectMeta { Name = "default", Uid = "uid-default" } });

    public Task<Answer> GetAsync(string path, string? accept = null) => SendAsync(HttpMethod.Get, path, accept: accept);

    public Task<Answer> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> PatchAsync(string path, string body) => SendAsync(HttpMethod.Patch, path, body, "application/merge-patch+json");

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null, string contentType = "application/json", string? accept = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        using var response = await Client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private sealed class Fakes
    {
        public Fakes() => Cluster = new MemoryCluster(Resources, new FixedClock());

        public MemoryResources Resources { get; } = new();

        public MemoryCluster Cluster { get; }

        public ScriptedLogs Logs { get; } = new();

        public ScriptedIds Ids { get; } = new();

        public RecordedLog Log { get; } = new();
    }
}
