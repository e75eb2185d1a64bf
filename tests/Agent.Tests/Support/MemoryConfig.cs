using System.Collections.Concurrent;
using Orchestrator.Agent.Configuration;
using Orchestrator.Contracts.Access;
using Orchestrator.Planning.Configuration;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Agent.Tests.Support;

/// <summary>ConfigMaps and Secrets in memory.</summary>
public sealed class MemoryConfig : IConfigSource
{
    private readonly ConcurrentDictionary<ConfigReference, (long Version, IResource Object)> _objects = new();
    private long _version;
    private int _tokensAsked;

    /// <summary>Reading them fails so.</summary>
    public Exception? Fault { get; set; }

    /// <summary>What was read, each time that it was.</summary>
    public ConcurrentQueue<ConfigReference> Reads { get; } = new();

    /// <summary>What was asked for its version, each time that it was.</summary>
    public ConcurrentQueue<ConfigReference> Asked { get; } = new();

    /// <summary>The tokens that were issued, in their order.</summary>
    public ConcurrentQueue<(string Pod, TokenReference Asked)> Tokens { get; } = new();

    /// <summary>How often a token was asked for, whether or not there was one.</summary>
    public int TokensAsked => Volatile.Read(ref _tokensAsked);

    /// <summary>The time of the tokens.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>There is such a Secret.</summary>
    public void Add(Secret secret) => Add(new ConfigReference(ConfigKind.Secret, secret.Metadata.Namespace, secret.Metadata.Name), secret);

    /// <summary>There is such a ConfigMap.</summary>
    public void Add(ConfigMap map) => Add(new ConfigReference(ConfigKind.ConfigMap, map.Metadata.Namespace, map.Metadata.Name), map);

    /// <summary>There is such an object no more.</summary>
    public void Remove(ConfigKind kind, string name) => _objects.TryRemove(new ConfigReference(kind, "default", name), out _);

    /// <summary>A ConfigMap of the namespace default.</summary>
    public static ConfigMap Map(string name, params (string Key, string Value)[] values) =>
        new() { Metadata = new ObjectMeta { Name = name, Namespace = "default" }, Data = StringMap.Of(values) };

    /// <summary>A Secret of the namespace default.</summary>
    public static Secret Secret(string name, params (string Key, string Value)[] values) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default" },
        Data = StringMap.Of([.. values.Select(value => (value.Key, Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value.Value))))]),
    };

    public Task<Secret?> FindAsync(string @namespace, string name, CancellationToken cancellationToken) =>
        Answer(() => _objects.TryGetValue(new ConfigReference(ConfigKind.Secret, @namespace, name), out var found) ? (Secret)found.Object : null);

    public Task<ConfigObject?> FindAsync(ConfigReference reference, CancellationToken cancellationToken)
    {
        Reads.Enqueue(reference);
        return Answer(() => _objects.TryGetValue(reference, out var found)
            ? found.Object is Secret secret ? ConfigObject.Of(secret, found.Version) : ConfigObject.Of((ConfigMap)found.Object, found.Version)
            : null);
    }

    public Task<IReadOnlyDictionary<ConfigReference, long>> FindVersionsAsync(IReadOnlyCollection<ConfigReference> references, CancellationToken cancellationToken)
    {
        foreach (var reference in references)
        {
            Asked.Enqueue(reference);
        }

        return Answer<IReadOnlyDictionary<ConfigReference, long>>(() =>
            references.Where(_objects.ContainsKey).ToDictionary(reference => reference, reference => _objects[reference].Version));
    }

    public Task<ServiceAccountToken> IssueTokenAsync(Pod pod, TokenReference reference, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _tokensAsked);
        return Answer(() =>
        {
            Tokens.Enqueue((pod.Metadata.Name, reference));
            return new ServiceAccountToken($"token {Tokens.Count}", Clock.GetUtcNow() + reference.Lifetime);
        });
    }

    private void Add(ConfigReference reference, IResource stored) => _objects[reference] = (Interlocked.Increment(ref _version), stored);

    private Task<T> Answer<T>(Func<T> answer) => Fault is { } fault ? Task.FromException<T>(fault) : Task.FromResult(answer());
}
