using System.Net;
using System.Text.Json.Nodes;
using Orchestrator.Host.Client.Connecting;
using Orchestrator.Host.Client.Deleting;
using Orchestrator.Host.Client.Printing;
using Orchestrator.Host.Client.Resources;
using Orchestrator.Planning.Retrying;

namespace Orchestrator.Host.Client.Draining;

/// <summary>Empties a node as <c>kubectl drain</c> does: cordon, evict, wait.</summary>
internal sealed class NodeDrain(ClientSession session, DrainRequest request)
{
    private static readonly Backoff RefusedPauses = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

    /// <summary>Drains the node. Only the token ends it sooner.</summary>
    /// <exception cref="ClientException">There are pods that must be asked for, or the server refuses.</exception>
    public async Task RunAsync(string node, CancellationToken cancellationToken)
    {
        await new NodeCordon(session).SetAsync(node, cordon: true, cancellationToken);
        var pages = await new ObjectList(session.Api).ReadAsync("/api/v1/pods", new Selectors(null, $"spec.nodeName={node}"), ApiClient.Json, cancellationToken);
        var pods = pages.SelectMany(page => page.Items("items")).ToList();
        var leaving = pods.Where(pod => ControllerOf(pod) != "DaemonSet").ToList();
        Require(request.Force, leaving.Where(pod => ControllerOf(pod) is null && !IsOver(pod)), "--force", "pods that nobody replaces");
        Require(request.DeleteData, leaving.Where(HasEmptyDir), "--delete-emptydir-data", "pods with data in emptyDir volumes");
        foreach (var pod in pods.Except(leaving))
        {
            await session.Error.WriteLineAsync(Printable.Line($"Warning: {LabelOf(pod)} belongs to a DaemonSet and stays"));
        }

        var evictions = new List<Deletion>();
        foreach (var pod in leaving)
        {
            await EvictAsync(pod, cancellationToken);
            evictions.Add(new Deletion(PathOf(pod), LabelOf(pod), pod.Text("metadata", "uid") ?? ""));
        }

        var deletion = new ObjectDelete(session, new DeleteRequest("background", null, IgnoresNotFound: true));
        foreach (var eviction in evictions)
        {
            await deletion.WaitAsync(eviction, cancellationToken);
            await session.Out.WriteLineAsync(Printable.Line($"{eviction.Label} evicted"));
        }

        await session.Out.WriteLineAsync(Printable.Line($"node/{node} drained"));
    }

    // A budget that has nothing to spare answers 429: later it may.
    private async Task EvictAsync(JsonObject pod, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["apiVersion"] = "policy/v1",
            ["kind"] = "Eviction",
            ["metadata"] = new JsonObject { ["name"] = pod.Text("metadata", "name"), ["namespace"] = pod.Text("metadata", "namespace") },
            ["deleteOptions"] = request.GraceSeconds is { } seconds ? new JsonObject { ["gracePeriodSeconds"] = seconds } : new JsonObject(),
        };
        for (var pause = RefusedPauses.First; ; pause = RefusedPauses.Next(pause))
        {
            try
            {
                await session.Api.SendAsync(HttpMethod.Post, $"{PathOf(pod)}/eviction", body, ApiClient.Json, cancellationToken);
                return;
            }
            catch (ApiFailure failure) when (failure.Code == HttpStatusCode.NotFound)
            {
                return;
            }
            catch (ApiFailure failure) when (failure.Code == HttpStatusCode.TooManyRequests)
            {
                await session.Error.WriteLineAsync(Printable.Line($"{LabelOf(pod)} may not be evicted now: {failure.Message}"));
            }

            await Task.Delay(pause, session.Surroundings.Time, cancellationToken);
        }
    }

    private static void Require(bool allowed, IEnumerable<JsonObject> pods, string option, string what)
    {
        var names = pods.Select(LabelOf).ToList();
        if (!allowed && names.Count > 0)
        {
            throw new ClientException($"there are {what}: {string.Join(", ", names)}. They go, too, with {option}; the node stays cordoned");
        }
    }

    private static bool IsOver(JsonObject pod) => pod.Text("status", "phase") is "Succeeded" or "Failed";

    private static bool HasEmptyDir(JsonObject pod) => !IsOver(pod) && pod.Items("spec", "volumes").Any(volume => volume.ContainsKey("emptyDir"));

    private static string? ControllerOf(JsonObject pod) => pod.Items("metadata", "ownerReferences")
        .FirstOrDefault(owner => owner["controller"] is JsonValue value && value.TryGetValue(out bool controls) && controls).Text("kind");

    private static string LabelOf(JsonObject pod) => $"pod/{pod.Text("metadata", "name")} in namespace {pod.Text("metadata", "namespace")}";

    private static string PathOf(JsonObject pod) =>
        $"/api/v1/namespaces/{Uri.EscapeDataString(pod.Text("metadata", "namespace") ?? "")}/pods/{Uri.EscapeDataString(pod.Text("metadata", "name") ?? "")}";
}
