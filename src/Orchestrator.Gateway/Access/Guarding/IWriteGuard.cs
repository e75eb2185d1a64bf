namespace Orchestrator.Gateway.Access.Guarding;

/// <summary>Says whether a caller may write just this.</summary>
/// <typeparam name="T">The kind's record.</typeparam>
internal interface IWriteGuard<in T>
{
    /// <summary>Refuses what the caller may not write.</summary>
    /// <param name="next">What is to be.</param>
    /// <param name="previous">What is replaced; null where it is new.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Contracts.ApiException">403.</exception>
    Task RequireAsync(T next, T? previous, CancellationToken cancellationToken);
}
