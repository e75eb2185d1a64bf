using System.Collections.Concurrent;
using Orchestrator.Agent.Images;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Tests.Support;

/// <summary>Secrets in memory.</summary>
public sealed class MemorySecrets : ISecretSource
{
    private readonly ConcurrentDictionary<(string Namespace, string Name), Secret> _secrets = new();

    /// <summary>Reading them fails so.</summary>
    public Exception? Fault { get; set; }

    /// <summary>There is such a Secret.</summary>
    public void Add(Secret secret) => _secrets[(secret.Metadata.Namespace, secret.Metadata.Name)] = secret;

    public Task<Secret?> FindAsync(string @namespace, string name, CancellationToken cancellationToken) =>
        Fault is { } fault ? Task.FromException<Secret?>(fault) : Task.FromResult(_secrets.GetValueOrDefault((@namespace, name)));
}
