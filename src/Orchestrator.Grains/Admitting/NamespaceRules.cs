using System.Collections.Concurrent;
using System.Collections.Immutable;
using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Scheduling;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Grains.Admitting;

/// <summary>
/// The LimitRanges of namespaces and the priority classes, as new pods are held to them. What was read counts for a second, so that a thousand pods ask the
/// database once and none of them asks a grain.
/// </summary>
public sealed class NamespaceRules(IResourceReader reader, TimeProvider clock)
{
    private const int NamespacesMax = 1000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Held<LimitRange>> _ranges = new(StringComparer.Ordinal);
    private Held<PriorityClass>? _classes;

    /// <summary>The LimitRanges of a namespace, by name.</summary>
    public Task<ImmutableArray<LimitRange>> LimitRangesAsync(string ns)
    {
        if (_ranges.TryGetValue(ns, out var held) && IsFresh(held))
        {
            return held.Items;
        }

        if (_ranges.Count >= NamespacesMax)
        {
            _ranges.Clear();
        }

        return (_ranges[ns] = Begin<LimitRange>(new ResourceQuery { Group = "", Kind = "LimitRange", Namespace = ns })).Items;
    }

    /// <summary>A priority class as it is stored now, or null.</summary>
    public async Task<PriorityClass?> FindPriorityClassAsync(string name) =>
        await reader.FindAsync(new ResourceKey("scheduling.k8s.io", "PriorityClass", "", name), CancellationToken.None) is { } found
            ? ResourceJson.Deserialize<PriorityClass>(found.Document.Span)
            : null;

    /// <summary>All priority classes, by name.</summary>
    public Task<ImmutableArray<PriorityClass>> PriorityClassesAsync()
    {
        if (_classes is not { } held || !IsFresh(held))
        {
            _classes = held = Begin<PriorityClass>(new ResourceQuery { Group = "scheduling.k8s.io", Kind = "PriorityClass" });
        }

        return held.Items;
    }

    // Who asks while it is being read waits for the same answer. One that failed is nobody's answer but theirs.
    private bool IsFresh<T>(Held<T> held) => clock.GetElapsedTime(held.BegunAt) < Fresh && !held.Items.IsFaulted && !held.Items.IsCanceled;

    private Held<T> Begin<T>(ResourceQuery query)
        where T : class, IResource
    {
        var begunAt = clock.GetTimestamp();
        return new Held<T>(ReadAsync<T>(query), begunAt);
    }

    private async Task<ImmutableArray<T>> ReadAsync<T>(ResourceQuery query)
        where T : class, IResource
    {
        var list = await reader.ListAsync(query, CancellationToken.None);
        return [.. list.Items.Select(item => ResourceJson.Deserialize<T>(item.Document.Span))];
    }

    private sealed record Held<T>(Task<ImmutableArray<T>> Items, long BegunAt);
}
