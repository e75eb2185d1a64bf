using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Gateway.Access;
using Orchestrator.Gateway.Access.Audit;
using Orchestrator.Gateway.CustomKinds;
using Orchestrator.Gateway.Discovery;
using Orchestrator.Gateway.Errors;
using Orchestrator.Gateway.Health;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Gateway.Limits;
using Orchestrator.Gateway.OpenApi;
using Orchestrator.Gateway.Telemetry;

namespace Orchestrator.Gateway;

/// <summary>Puts the HTTP API into an application.</summary>
public static class GatewayRoutes
{
    /// <summary>Name of the gateway's meter and activity source.</summary>
    public const string TelemetrySource = GatewayMetrics.SourceName;

    /// <summary>Adds the API's routes, and before them what measures requests, looks at who asks, bounds them, and answers for what goes wrong.</summary>
    public static WebApplication MapGateway(this WebApplication app)
    {
        app.UseMiddleware<LastAnswers>();
        app.UseWebSockets();
        app.UseRouting();
        app.UseMiddleware<RequestMeasurement>();
        app.UseMiddleware<AuditLog>();
        app.UseMiddleware<ErrorAnswers>();
        app.UseMiddleware<CustomKindCatchUp>();
        app.UseRouting();
        app.UseMiddleware<AccessControl>();
        app.UseMiddleware<RequestsInFlight>();
        IEndpointRouteBuilder routes = app;
        var custom = app.Services.GetRequiredService<CustomKindTable>();
        DiscoveryRoutes.Map(routes, custom);
        OpenApiRoutes.Map(routes, custom);
        app.MapGatewayHealth();
        foreach (var kind in app.Services.GetServices<IKindEndpoints>())
        {
            kind.Map(routes);
        }

        routes.DataSources.Add(app.Services.GetRequiredService<CustomKindRoutes>());
        return app;
    }

    /// <summary>Adds the routes that say whether the process lives and is ready, and no others.</summary>
    public static WebApplication MapGatewayHealth(this WebApplication app)
    {
        app.Services.GetRequiredService<HealthRoutes>().Map(app);
        return app;
    }
}
