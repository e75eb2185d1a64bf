using Microsoft.AspNetCore.Routing;

namespace Orchestrator.Gateway.Kinds;

/// <summary>The routes of one kind.</summary>
internal interface IKindEndpoints
{
    /// <summary>Adds them.</summary>
    void Map(IEndpointRouteBuilder routes);
}
