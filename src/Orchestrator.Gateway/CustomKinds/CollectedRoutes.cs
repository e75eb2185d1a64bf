using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Orchestrator.Gateway.CustomKinds;

/// <summary>Takes routes as an application does, and gives the endpoints that they make.</summary>
internal sealed class CollectedRoutes(IServiceProvider services) : IEndpointRouteBuilder
{
    public IServiceProvider ServiceProvider => services;

    public ICollection<EndpointDataSource> DataSources { get; } = [];

    /// <summary>What was mapped.</summary>
    public IEnumerable<Endpoint> Endpoints => DataSources.SelectMany(source => source.Endpoints);

    public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);
}
