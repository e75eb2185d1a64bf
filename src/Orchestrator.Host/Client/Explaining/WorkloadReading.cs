using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Orchestrator.Host.Client.Connecting;
using Orchestrator.Host.Client.Logging;
using Orchestrator.Host.Client.Resources;
using Orchestrator.Planning.Explaining;
using Orchestrator.Resources.Core;

namespace Orchestrator.Host.Client.Explaining;

/// <summary>Reads what has pods, and explains each of these.</summary>
internal sealed class WorkloadReading(ClientSession session)
{
    private readonly PodReading _pods = new(session);

    /// <summary>What there is of it.</summary>
    /// <exception cref="ClientException">It has no selector, or the server refuses.</exception>
    public async Task<WorkloadSurroundings> ReadAsync(ApiResource kind, JsonObject subject, CancellationToken cancellationToken)
    {
        var (name, space) = (subject.Text("metadata", "name") ?? "", subject.Text("metadata", "namespace") ?? session.Namespace);
        var selector = SelectorText.Of(subject.At("spec", "selector"));
        if (selector.Length == 0)
        {
            throw ClientException.Misuse($"{kind.QualifiedName}/{name} has no pods that could be explained: only pods, and what selects pods with spec.selector, such as a deployment");
        }

        var owned = kind.Kind == "Deployment" ? await ReplicaSetsAsync(subject, space, selector, cancellationToken) : [];
        var owners = owned.Append(subject).Select(owner => owner.Text("metadata", "uid") ?? "").ToHashSet(StringComparer.Ordinal);
        var pods = await new TypedReading(session.Api).ListAsync<Pod>($"/api/v1/namespaces/{Uri.EscapeDataString(space)}/pods", new Selectors(selector), cancellationToken);
        var (events, problem) = await _pods.EventsAsync(space, null, cancellationToken);
        var byUid = events.ToLookup(happened => happened.InvolvedObject.Uid ?? "", StringComparer.Ordinal);
        var explained = ImmutableArray.CreateBuilder<PodExplanation>();
        foreach (var pod in pods.Where(pod => pod.Metadata.ControllerReference() is { } owner && owners.Contains(owner.Uid)))
        {
            explained.Add(PodExplainer.Explain(await _pods.LookAroundAsync(pod, [.. byUid[pod.Metadata.Uid]], problem, cancellationToken)));
        }

        return new WorkloadSurroundings
        {
            Kind = kind.QualifiedName,
            Namespace = space,
            Name = name,
            Wanted = subject.Number("spec", "replicas") ?? 1,
            IsPaused = subject.At("spec", "paused") is JsonValue value && value.TryGetValue(out bool paused) && paused,
            IsBehind = subject.Number("status", "observedGeneration") is not { } seen || seen < (subject.Number("metadata", "generation") ?? 0),
            Troubles = [.. owned.Prepend(subject).SelectMany(Troubles).DistinctBy(trouble => trouble.Reason)],
            Pods = explained.ToImmutable(),
        };
    }

    private async Task<List<JsonObject>> ReplicaSetsAsync(JsonObject deployment, string space, string selector, CancellationToken cancellationToken)
    {
        var path = $"/apis/apps/v1/namespaces/{Uri.EscapeDataString(space)}/replicasets";
        var pages = await new ObjectList(session.Api).ReadAsync(path, new Selectors(selector), ApiClient.Json, cancellationToken);
        var uid = deployment.Text("metadata", "uid");
        return [.. pages.SelectMany(page => page.Items("items")).Where(set => set.Items("metadata", "ownerReferences").Any(owner => owner.Text("uid") == uid))];
    }

    private static IEnumerable<(string Reason, string Message)> Troubles(JsonObject subject) => subject.Items("status", "conditions")
        .Where(condition => (condition.Text("type"), condition.Text("status")) is ("ReplicaFailure", "True") or ("Progressing", "False"))
        .Select(condition => (condition.Text("reason") ?? "", condition.Text("message") ?? ""));
}
