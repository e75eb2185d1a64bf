using Microsoft.AspNetCore.Http;

namespace Orchestrator.Gateway.Access.Authentication;

/// <summary>Says who asks: by a client certificate, a token, or being the same user on the same machine, and by nothing else. Nobody is let in without a name.</summary>
internal sealed class CallerFinder(ClientCertificates certificates, BearerTokens tokens, LocalUser localUser)
{
    public async ValueTask<Caller> FindAsync(HttpContext context) =>
        await certificates.FindAsync(context) ?? await tokens.FindAsync(context) ?? await localUser.FindAsync(context) ?? throw AccessRefusals.Unauthorized();
}
