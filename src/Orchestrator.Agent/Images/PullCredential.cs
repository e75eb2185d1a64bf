using Orchestrator.Containers;

namespace Orchestrator.Agent.Images;

/// <summary>Credentials, which images they are for, and where they are from.</summary>
/// <param name="Pattern">Which images.</param>
/// <param name="Source">Where they are from, for messages: <c>the Secret default/registry</c>.</param>
/// <param name="Credentials">What the registry is told.</param>
internal sealed record PullCredential(RegistryPattern Pattern, string Source, RegistryCredentials Credentials);
