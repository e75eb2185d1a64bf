namespace Orchestrator.Agent.Probes.Probers;

/// <summary>Gives a request the headers that a pod asks for.</summary>
internal static class RequestHeaders
{
    /// <summary>Adds a header as it is declared.</summary>
    public static void Add(HttpRequestMessage request, string name, string value)
    {
        // What describes a body is kept apart by the library, though a GET without one may have it too.
        if (!request.Headers.TryAddWithoutValidation(name, value))
        {
            request.Content ??= new ByteArrayContent([]);
            request.Content.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
