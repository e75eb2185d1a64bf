using System.Text.Json.Nodes;
using Orchestrator.Gateway.Discovery;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.OpenApi;

/// <summary>The OpenAPI 3 document of a version of a group.</summary>
internal static class GroupDocument
{
    /// <summary>The document that tells of these kinds.</summary>
    /// <param name="kinds">The kinds, of one version of a group.</param>
    /// <param name="isForOlder">Whether an OpenAPI 2 document is made of it, which has no words for all that schemas of custom kinds say.</param>
    public static JsonObject Of(IEnumerable<KindDescription> kinds, bool isForOlder = false)
    {
        var components = new SchemaComponents { IsForOlder = isForOlder };
        var operations = new KindOperations(components);
        var paths = new JsonObject();
        foreach (var kind in kinds)
        {
            operations.AddTo(paths, kind);
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = Info(),
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = components.ToJson() },
        };
    }

    /// <summary>Of what the document is.</summary>
    public static JsonObject Info() => new() { ["title"] = "Orleans.Orchestrator", ["version"] = ServerVersion.Current.GitVersion };
}
