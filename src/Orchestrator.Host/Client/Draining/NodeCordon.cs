using System.Text.Json.Nodes;
using Orchestrator.Host.Client.Printing;
using Orchestrator.Host.Client.Resources;

namespace Orchestrator.Host.Client.Draining;

/// <summary>Says whether a node takes new pods.</summary>
internal sealed class NodeCordon(ClientSession session)
{
    private const string MergePatch = "application/merge-patch+json";

    /// <summary>Cordons or uncordons a node, and prints what was done.</summary>
    public async Task SetAsync(string name, bool cordon, CancellationToken cancellationToken)
    {
        var path = $"/api/v1/nodes/{Uri.EscapeDataString(name)}";
        var before = await session.Api.GetAsync(path, Connecting.ApiClient.Json, cancellationToken);
        var was = before.At("spec", "unschedulable") is JsonValue value && value.TryGetValue(out bool flag) && flag;
        var word = cordon ? "cordoned" : "uncordoned";
        if (was != cordon)
        {
            var patch = new JsonObject { ["spec"] = new JsonObject { ["unschedulable"] = cordon } };
            await session.Api.SendAsync(HttpMethod.Patch, path, patch, MergePatch, cancellationToken);
        }

        await session.Out.WriteLineAsync(Printable.Line(was == cordon ? $"node/{name} already {word}" : $"node/{name} {word}"));
    }
}
