using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using Orchestrator.Gateway.Discovery;
using Orchestrator.Gateway.OpenApi;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.CustomKinds;

/// <summary>The routes of the custom kinds, which come and go with their definitions while the server runs.</summary>
internal sealed class CustomKindRoutes : EndpointDataSource, IDisposable
{
    private readonly CustomKindTable _table;
    private readonly CustomKindEndpoints _endpointsOf;
    private readonly IServiceProvider _services;
    private readonly Lock _lock = new();
    private readonly ConditionalWeakTable<KindDescription, IReadOnlyList<Endpoint>> _known = [];
    private CancellationTokenSource _change = new();
    private Mapped _mapped;

    public CustomKindRoutes(CustomKindTable table, CustomKindEndpoints endpointsOf, IServiceProvider services)
    {
        (_table, _endpointsOf, _services) = (table, endpointsOf, services);
        _mapped = new Mapped([], new CancellationChangeToken(_change.Token));
        table.Changed += Map;
    }

    public override IReadOnlyList<Endpoint> Endpoints => Volatile.Read(ref _mapped).Endpoints;

    public override IChangeToken GetChangeToken() => Volatile.Read(ref _mapped).Token;

    public void Dispose()
    {
        _table.Changed -= Map;
        _change.Dispose();
    }

    private void Map()
    {
        CancellationTokenSource before;
        lock (_lock)
        {
            var set = _table.Current;
            var routes = new CollectedRoutes(_services);
            DiscoveryRoutes.MapGroups(routes, set.Kinds);
            OpenApiRoutes.MapGroups(routes, set.Documents);
            before = _change;
            _change = new CancellationTokenSource();
            var mapped = new Mapped([.. routes.Endpoints, .. set.Kinds.SelectMany(EndpointsOf)], new CancellationChangeToken(_change.Token));
            Volatile.Write(ref _mapped, mapped);
        }

        // Whoever routes reads the routes again.
        before.Cancel();
        before.Dispose();
    }

    private IReadOnlyList<Endpoint> EndpointsOf(KindDescription kind) => _known.GetValue(kind, found =>
    {
        var routes = new CollectedRoutes(_services);
        foreach (var endpoints in _endpointsOf.Of(found))
        {
            endpoints.Map(routes);
        }

        return [.. routes.Endpoints];
    });

    private sealed record Mapped(IReadOnlyList<Endpoint> Endpoints, IChangeToken Token);
}
