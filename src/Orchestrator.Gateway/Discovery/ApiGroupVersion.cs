namespace Orchestrator.Gateway.Discovery;

/// <summary>A version of a group.</summary>
/// <param name="GroupVersion">Both, such as <c>apps/v1</c>.</param>
/// <param name="Version">The version alone.</param>
internal sealed record ApiGroupVersion(string GroupVersion, string Version);
