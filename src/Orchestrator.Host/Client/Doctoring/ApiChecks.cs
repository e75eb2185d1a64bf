using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Orchestrator.Host.Client.Connecting;
using Orchestrator.Host.Client.Resources;

namespace Orchestrator.Host.Client.Doctoring;

/// <summary>Looks at the cluster through its API.</summary>
internal sealed class ApiChecks(ClientSession session)
{
    /// <summary>Looks.</summary>
    public async Task<ImmutableArray<Check>> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var pages = await new ObjectList(session.Api).ReadAsync("/api/v1/nodes", new Selectors(), ApiClient.Json, cancellationToken);
            return [Check.Ok("api", "the API answers"), .. Nodes([.. pages.SelectMany(page => page.Items("items"))])];
        }
        catch (ApiFailure refusal)
        {
            return [Check.Warning("api", $"the API answers, and does not tell its nodes: {refusal.Message}", "name a kubeconfig of somebody who may list nodes: --kubeconfig")];
        }
        catch (ClientException failure)
        {
            return [Check.Warning("api", failure.Message, "nodes cannot be looked at without it")];
        }
    }

    /// <summary>How nodes are.</summary>
    internal static ImmutableArray<Check> Nodes(IReadOnlyList<JsonObject> nodes)
    {
        if (nodes.Count == 0)
        {
            return [Check.Warning("nodes", "the cluster has no nodes", "start one: orc silo --role worker, on a machine with a container engine")];
        }

        var checks = ImmutableArray.CreateBuilder<Check>();
        var unready = nodes.Where(node => Ready(node).Text("status") != "True").ToList();
        if (unready.Count < nodes.Count)
        {
            checks.Add(Check.Ok("nodes", $"{nodes.Count - unready.Count} of {nodes.Count} are ready"));
        }

        checks.AddRange(unready.Select(node => Check.Failed(
            "nodes", $"{Name(node)} is not ready: {(Ready(node).Text("message") ?? "it has not said why").TrimEnd('.')}", $"look at that machine: orc doctor, on {Name(node)}")));
        checks.AddRange(nodes.Where(node => node.At("spec", "unschedulable") is JsonValue value && value.TryGetValue(out bool cordoned) && cordoned)
            .Select(node => Check.Warning("nodes", $"{Name(node)} is cordoned and takes no pods", $"orc node uncordon {Name(node)}")));
        return checks.ToImmutable();
    }

    private static JsonObject? Ready(JsonObject node) => node.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == "Ready");

    private static string Name(JsonObject node) => node.Text("metadata", "name") ?? "";
}
