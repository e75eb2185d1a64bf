using System.Net;
using System.Text.RegularExpressions;

namespace Orchestrator.Containers.Docker;

/// <summary>
/// Tells apart why an image cannot be pulled. The engine passes on what the registry said, with a status that depends on how far it had come, or inside a stream
/// that began with 200: so the words decide.
/// </summary>
internal static partial class PullFaults
{
    /// <summary>What a refused pull means.</summary>
    public static EngineFault FaultOf(HttpStatusCode status, string sentence)
    {
        // First, because a repository that the registry hides is called both denied and not existing.
        if (UnauthorizedPattern().IsMatch(sentence))
        {
            return EngineFault.Unauthorized;
        }

        if (UnavailablePattern().IsMatch(sentence))
        {
            return EngineFault.RegistryUnavailable;
        }

        if (NotFoundPattern().IsMatch(sentence))
        {
            return EngineFault.NotFound;
        }

        return status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => EngineFault.Unauthorized,
            HttpStatusCode.NotFound => EngineFault.NotFound,
            HttpStatusCode.BadRequest => EngineFault.Invalid,
            _ => EngineFault.ImagePull,
        };
    }

    [GeneratedRegex(
        @"pull access denied|requested access to the resource is denied|\bunauthorized\b|no basic auth credentials|authentication required" +
        @"|incorrect username or password|insufficient_scope|(^|: )denied:|status(:| code)? 40[13]\b|\b40[13] (Unauthorized|Forbidden)",
        RegexOptions.IgnoreCase)]
    private static partial Regex UnauthorizedPattern();

    // Go's words for a connection that was not made or not answered, and the statuses with which a registry says that it cannot now.
    [GeneratedRegex(
        @"connection refused|connection reset|no such host|server misbehaving|network is unreachable|no route to host|i/o timeout|TLS handshake timeout" +
        @"|Client\.Timeout exceeded|deadline exceeded|unexpected EOF|: EOF\s*$|toomanyrequests|too many requests|unexpected HTTP status: (429|5\d\d)" +
        @"|status(:| code)? (429|5\d\d)\b|temporary failure in name resolution",
        RegexOptions.IgnoreCase)]
    private static partial Regex UnavailablePattern();

    [GeneratedRegex(@"manifest unknown|manifest for .* not found|name unknown|repository .* not found|no matching manifest|\bnot found\b", RegexOptions.IgnoreCase)]
    private static partial Regex NotFoundPattern();
}
