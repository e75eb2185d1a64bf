using Orchestrator.Resources.Core;
using Orleans.Concurrency;

namespace Orchestrator.Contracts;

/// <summary>A Namespace. Deleting it deletes everything in it first.</summary>
public interface INamespaceGrain : IResourceGrain<Namespace>
{
    /// <summary>Answers when new objects may be created here; 404 where there is no such namespace, 403 while it is being deleted.</summary>
    [AlwaysInterleave]
    Task RequireOpen();
}
