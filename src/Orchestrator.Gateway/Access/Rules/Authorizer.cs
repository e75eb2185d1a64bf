namespace Orchestrator.Gateway.Access.Rules;

/// <summary>Says whether a caller may do something.</summary>
internal sealed class Authorizer(AccessCache cache)
{
    private const string MasterReason = "allowed to the group \"system:masters\", whatever the roles say";

    /// <summary>Why it is allowed; null where it is not.</summary>
    public async ValueTask<string?> AllowsAsync(Caller caller, AccessRequest request, CancellationToken cancellationToken) =>
        caller.IsMaster ? MasterReason : (await cache.RulesAsync(cancellationToken)).Allows(caller, request);

    /// <summary>Refuses what is not allowed.</summary>
    /// <exception cref="Contracts.ApiException">403.</exception>
    public async ValueTask RequireAsync(Caller caller, AccessRequest request, CancellationToken cancellationToken)
    {
        if (await AllowsAsync(caller, request, cancellationToken) is null)
        {
            throw AccessRefusals.Forbidden(caller, request);
        }
    }
}
