using Microsoft.AspNetCore.Http;
using Orchestrator.Gateway.Errors;

namespace Orchestrator.Gateway.Streaming;

/// <summary>What <c>kubectl debug</c> asks for, and is not given.</summary>
internal static class EphemeralContainers
{
    public static Task RefuseAsync(HttpContext context) => throw Refusals.MethodNotAllowed(
        "ephemeral containers are not served: no container can be added to a pod that runs; "
        + "use kubectl exec, or a copy of the pod with the tools in it (kubectl debug --copy-to)");
}
