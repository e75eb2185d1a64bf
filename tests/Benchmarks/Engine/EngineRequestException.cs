using System.Net;

namespace Orchestrator.Benchmarks.Engine;

/// <summary>The engine refused a request.</summary>
internal sealed class EngineRequestException(string request, HttpStatusCode status, string answer)
    : Exception($"The engine answered {request} with {(int)status}: {answer}")
{
    /// <summary>Its answer's code.</summary>
    public HttpStatusCode Status { get; } = status;
}
