using System.Collections.Immutable;
using System.Net;
using Orchestrator.Host.Client.Connecting;
using Orchestrator.Host.Client.Resources;
using Orchestrator.Planning.Explaining;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Resources.Core;

namespace Orchestrator.Host.Client.Explaining;

/// <summary>Reads what is around pods. What several of them share is read once, and what may not be read is said.</summary>
internal sealed class PodReading(ClientSession session)
{
    private readonly TypedReading _reading = new(session.Api);
    private readonly Dictionary<string, (Node? Node, bool IsMissing, string? Problem)> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (OwnerSight? Owner, string? Problem)> _owners = new(StringComparer.Ordinal);
    private (ImmutableArray<Node>? Nodes, ImmutableArray<Pod> Pods, string? Problem)? _cluster;
    private (List<Namespace>? Found, string? Problem)? _namespaces;

    /// <summary>What is around a pod.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="events">Its events; null where they could not be read.</param>
    /// <param name="problem">Why not; null where they were.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<PodSurroundings> LookAroundAsync(Pod pod, ImmutableArray<Event> events, string? problem, CancellationToken cancellationToken)
    {
        var node = string.IsNullOrEmpty(pod.Spec.NodeName) ? default : await NodeAsync(pod.Spec.NodeName, cancellationToken);
        var owner = await OwnerAsync(pod, cancellationToken);
        var cluster = string.IsNullOrEmpty(pod.Spec.NodeName) ? await ClusterAsync(cancellationToken) : (null, [], null);
        var isAsked = cluster.Nodes is not null && cluster.Pods.Append(pod).Any(one => NamespaceSelection.IsAsked(one.Spec.Affinity));
        var namespaces = isAsked ? await NamespacesAsync(cancellationToken) : ([], null);
        return new PodSurroundings
        {
            Pod = pod,
            Now = session.Surroundings.Time.GetUtcNow(),
            Events = events,
            Node = node.Node,
            NodeIsMissing = node.IsMissing,
            Nodes = namespaces.Found is null ? null : cluster.Nodes,
            PodsOnNodes = cluster.Pods,
            Namespaces = [.. namespaces.Found ?? []],
            Owner = owner.Owner,
            Unread = [.. new[] { problem, node.Problem, owner.Problem, cluster.Problem, namespaces.Problem }.OfType<string>()],
        };
    }

    /// <summary>The events of pods of a namespace, and why they could not be read.</summary>
    /// <param name="namespaceName">The namespace.</param>
    /// <param name="name">One pod; null for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<(List<Event> Events, string? Problem)> EventsAsync(string namespaceName, string? name, CancellationToken cancellationToken)
    {
        var fields = $"involvedObject.kind=Pod{(name is null ? "" : $",involvedObject.name={name}")}";
        var path = $"/api/v1/namespaces/{Uri.EscapeDataString(namespaceName)}/events";
        var (events, problem) = await TryAsync("events", () => _reading.ListAsync<Event>(path, new Selectors(Fields: fields), cancellationToken));
        return (events ?? [], problem);
    }

    private async Task<(Node? Node, bool IsMissing, string? Problem)> NodeAsync(string name, CancellationToken cancellationToken)
    {
        if (!_nodes.TryGetValue(name, out var found))
        {
            try
            {
                var (node, problem) = await TryAsync($"node {name}", () => _reading.GetAsync<Node>($"/api/v1/nodes/{Uri.EscapeDataString(name)}", cancellationToken));
                found = (node, false, problem);
            }
            catch (ApiFailure failure) when (failure.Code == HttpStatusCode.NotFound)
            {
                found = (null, true, null);
            }

            _nodes.Add(name, found);
        }

        return found;
    }

    private async Task<(OwnerSight? Owner, string? Problem)> OwnerAsync(Pod pod, CancellationToken cancellationToken)
    {
        if (pod.Metadata.ControllerReference() is not { } reference)
        {
            return (null, null);
        }

        if (!_owners.TryGetValue(reference.Uid, out var found))
        {
            try
            {
                found = await TryAsync($"{reference.Kind} {reference.Name}", async () =>
                {
                    var kind = await session.Discovery.FindAsync(reference.ApiVersion, reference.Kind, cancellationToken);
                    var owner = await session.Api.GetAsync(kind.Path(pod.Metadata.Namespace, reference.Name), ApiClient.Json, cancellationToken);
                    var isSame = owner.Text("metadata", "uid") == reference.Uid;
                    return new OwnerSight(reference.Kind, reference.Name, isSame, owner.Number("spec", "replicas"), owner.Number("status", "readyReplicas"));
                });
            }
            catch (ApiFailure failure) when (failure.Code == HttpStatusCode.NotFound)
            {
                found = (new OwnerSight(reference.Kind, reference.Name, Found: false), null);
            }

            _owners.Add(reference.Uid, found);
        }

        return found;
    }

    private async Task<(ImmutableArray<Node>? Nodes, ImmutableArray<Pod> Pods, string? Problem)> ClusterAsync(CancellationToken cancellationToken)
    {
        if (_cluster is null)
        {
            var (nodes, nodesProblem) = await TryAsync("nodes", () => _reading.ListAsync<Node>("/api/v1/nodes", new Selectors(), cancellationToken));
            var (pods, podsProblem) = await TryAsync("pods of other namespaces", () => _reading.ListAsync<Pod>("/api/v1/pods", new Selectors(), cancellationToken));

            // Without all pods nobody knows what is left of a node, and a guess would mislead.
            _cluster = nodes is null || pods is null ? (null, [], nodesProblem ?? podsProblem) : ([.. nodes], [.. pods], null);
        }

        return _cluster.Value;
    }

    private async Task<(List<Namespace>? Found, string? Problem)> NamespacesAsync(CancellationToken cancellationToken) =>
        _namespaces ??= await TryAsync("namespaces", () => _reading.ListAsync<Namespace>("/api/v1/namespaces", new Selectors(), cancellationToken));

    // What is only around the pod may be missing or forbidden: the explanation then says so, and rests on the rest.
    private static async Task<(T? Found, string? Problem)> TryAsync<T>(string what, Func<Task<T>> read)
        where T : class
    {
        try
        {
            return (await read(), null);
        }
        catch (ClientException failure) when (failure.ExitCode != ExitCode.Unreachable && failure is not ApiFailure { Code: HttpStatusCode.NotFound })
        {
            return (null, $"{what} could not be read: {failure.Message.TrimEnd('.')}");
        }
    }
}
