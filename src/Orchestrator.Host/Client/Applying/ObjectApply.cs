using System.Net;
using System.Text.Json.Nodes;
using Orchestrator.Host.Client.Connecting;
using Orchestrator.Host.Client.Printing;
using Orchestrator.Host.Client.Resources;

namespace Orchestrator.Host.Client.Applying;

/// <summary>Brings one object to what its manifest says.</summary>
internal sealed class ObjectApply(ClientSession session, bool dryRun)
{
    private const int AttemptsMax = 5;
    private const string MergePatch = "application/merge-patch+json";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Applies the manifest, and prints what became of the object.</summary>
    public async Task ApplyAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        var kind = await manifest.FindKindAsync(session.Discovery, cancellationToken);
        var namespaceName = manifest.NamespaceFor(kind, session);
        if (namespaceName is not null)
        {
            manifest.Document["metadata"]!["namespace"] = namespaceName;
        }

        var modified = LastApplied.Remember(manifest.Document);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var outcome = await TryAsync(kind, namespaceName, manifest.Name, modified, cancellationToken);
                await session.Out.WriteLineAsync(Printable.Line($"{kind.QualifiedName}/{manifest.Name} {outcome}{(dryRun ? " (server dry run)" : "")}"));
                return;
            }
            catch (ApiFailure conflict) when (conflict.Code == HttpStatusCode.Conflict && attempt < AttemptsMax)
            {
                // Somebody else wrote between the reading and the writing.
                await Task.Delay(Pause * attempt, session.Surroundings.Time, cancellationToken);
            }
        }
    }

    private async Task<string> TryAsync(ApiResource kind, string? namespaceName, string name, JsonObject modified, CancellationToken cancellationToken)
    {
        var query = $"?fieldManager=kubectl-client-side-apply{(dryRun ? "&dryRun=All" : "")}";
        var path = kind.Path(namespaceName, name);
        if (await FindAsync(path, cancellationToken) is not { } current)
        {
            await session.Api.SendAsync(HttpMethod.Post, kind.Path(namespaceName) + query, modified, ApiClient.Json, cancellationToken);
            return "created";
        }

        var original = LastApplied.Read(current);
        if (original is null)
        {
            await session.Error.WriteLineAsync(Printable.Line(
                $"Warning: {kind.QualifiedName}/{name} was not made by apply: what is missing from the manifest stays this time; from now on it is remembered"));
        }

        var patch = MergePatchThreeWay.Compute(original, modified, current);
        if (patch.Count == 0)
        {
            return "unchanged";
        }

        var patched = await session.Api.SendAsync(HttpMethod.Patch, path + query, patch, MergePatch, cancellationToken);
        var version = patched.Text("metadata", "resourceVersion");
        return !dryRun && version is { Length: > 0 } && version == current.Text("metadata", "resourceVersion") ? "unchanged" : "configured";
    }

    private async Task<JsonObject?> FindAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await session.Api.GetAsync(path, ApiClient.Json, cancellationToken);
        }
        catch (ApiFailure failure) when (failure.Code == HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
