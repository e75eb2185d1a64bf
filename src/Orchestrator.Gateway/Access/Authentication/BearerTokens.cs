using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts.Access;

namespace Orchestrator.Gateway.Access.Authentication;

/// <summary>Callers who send a token in the header Authorization.</summary>
internal sealed class BearerTokens(TokenCallers callers)
{
    private const string Scheme = "Bearer ";

    public async ValueTask<Caller?> FindAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization is not { Count: > 0 } header)
        {
            return null;
        }

        // Another scheme, or two headers: whoever says who they are in a way that is not understood is not taken for somebody else.
        return header is [{ } text] && text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && await callers.FindAsync(text[Scheme.Length..].Trim(), [IServiceAccountTokens.ApiAudience], context.RequestAborted) is { } known
            ? known.Caller
            : throw AccessRefusals.Unauthorized();
    }
}
