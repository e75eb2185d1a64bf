using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Gateway.Requests;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.OpenApi;

/// <summary>The paths of a kind and of its subresources, with what can be done there.</summary>
internal sealed class KindOperations(SchemaComponents components)
{
    private const string Json = "application/json";

    /// <summary>Adds the paths of a kind.</summary>
    public void AddTo(JsonObject paths, KindDescription kind)
    {
        var all = KindPaths.All(kind);
        var items = KindPaths.Items(kind);
        var item = KindPaths.Item(kind);
        if (all != items)
        {
            AddPath(paths, kind, all, OperationWords.OfItems[..1], kind.Verbs, words => Operation(kind, words, "ForAllNamespaces"));
        }

        AddPath(paths, kind, items, OperationWords.OfItems, kind.Verbs, words => Operation(kind, words, ""));
        AddPath(paths, kind, item, OperationWords.OfItem, kind.Verbs, words => Operation(kind, words, ""));
        foreach (var subresource in Subresources.Of(kind))
        {
            AddPath(paths, kind, $"{item}/{subresource.Name}", OperationWords.OfSubresource, subresource.Verbs, words => Operation(subresource, words));
        }
    }

    /// <summary>A path where nothing can be done is none.</summary>
    private static void AddPath(
        JsonObject paths, KindDescription kind, string path, OperationWords[] known, ResourceVerbs verbs, Func<OperationWords, JsonObject> operation)
    {
        if (!known.Any(words => verbs.HasFlag(words.Verb)))
        {
            return;
        }

        var pathItem = new JsonObject();
        foreach (var words in known.Where(words => verbs.HasFlag(words.Verb)))
        {
            pathItem[words.Method] = operation(words);
        }

        var inPath = new JsonArray();
        if (path.Contains("{name}", StringComparison.Ordinal))
        {
            inPath.Add(InPath("name", $"The name of the object of kind {kind.Kind}."));
        }

        if (path.Contains("{namespace}", StringComparison.Ordinal))
        {
            inPath.Add(InPath("namespace", "The namespace."));
        }

        if (inPath.Count > 0)
        {
            pathItem["parameters"] = inPath;
        }

        paths[path] = pathItem;
    }

    private JsonObject Operation(KindDescription kind, OperationWords words, string suffix)
    {
        var collection = words.Verb == ResourceVerbs.DeleteCollection ? "Collection" : "";
        var verb = collection.Length > 0 ? "delete" : words.Id;
        var scope = kind.Namespaced && suffix.Length == 0 ? "Namespaced" : "";
        var operation = Operation(
            GroupVersionKind.Of(kind), kind, words, $"{verb}{GroupWord(kind)}{collection}{scope}{kind.Kind}{suffix}", $"{words.Description} {kind.Kind}.");
        operation["parameters"] = InQuery(ParametersOf(words.Verb));
        AddBody(operation, words.Verb, kind, components.Reference(kind));
        operation["responses"] = words.Verb switch
        {
            ResourceVerbs.List => Responses("200", components.ReferenceToList(kind), Json, "application/json;stream=watch"),
            ResourceVerbs.Create => Responses("201", components.Reference(kind), Json),
            ResourceVerbs.Delete or ResourceVerbs.DeleteCollection => Responses("200", components.Reference(typeof(Status)), Json),
            _ => Responses("200", components.Reference(kind), Json),
        };
        return operation;
    }

    private JsonObject Operation(Subresource subresource, OperationWords words)
    {
        var kind = subresource.Of;
        var scope = kind.Namespaced ? "Namespaced" : "";
        var name = subresource.Name.Length == 0 ? "" : char.ToUpperInvariant(subresource.Name[0]) + subresource.Name[1..];
        var what = subresource.HasOwnDocument ? GroupVersionKind.Of(subresource.Document) : GroupVersionKind.Of(kind);
        var operation = Operation(
            what, kind, words, $"{words.Id}{GroupWord(kind)}{scope}{kind.Kind}{name}", $"The subresource {subresource.Name} of an object of kind {kind.Kind}.");
        var isStream = subresource.StreamOptions is not null;
        operation["parameters"] = InQuery(isStream || subresource.Parameters.Length > 0 ? subresource.Parameters : ParametersOf(words.Verb));
        if (isStream)
        {
            operation["responses"] = Responses("200", new JsonObject { ["type"] = "string" }, "text/plain");
            return operation;
        }

        var document = subresource.HasOwnDocument ? components.Reference(subresource.Document) : components.Reference(kind);
        AddBody(operation, words.Verb, kind, document);
        operation["responses"] = Responses(words.Verb == ResourceVerbs.Create ? "201" : "200", document, Json);
        return operation;
    }

    private static JsonObject Operation(GroupVersionKind what, KindDescription kind, OperationWords words, string id, string description) => new()
    {
        ["tags"] = new JsonArray($"{(kind.Group.Length == 0 ? "core" : kind.Group.Split('.')[0])}_{kind.Version}"),
        ["description"] = description,
        ["operationId"] = id,
        ["x-kubernetes-action"] = words.Action,
        ["x-kubernetes-group-version-kind"] = what.ToJson(),
    };

    private void AddBody(JsonObject operation, ResourceVerbs verb, KindDescription kind, JsonObject document)
    {
        var (reference, types) = verb switch
        {
            ResourceVerbs.Create or ResourceVerbs.Update => (document, RequestBody.DocumentTypesOf(kind)),
            ResourceVerbs.Delete or ResourceVerbs.DeleteCollection => (components.Reference(typeof(DeleteOptions)), RequestBody.DocumentTypes),
            ResourceVerbs.Patch => (components.ReferenceToPatch(), RequestBody.PatchTypesOf(kind)),
            _ => (null, []),
        };
        if (reference is null)
        {
            return;
        }

        var content = new JsonObject();
        foreach (var type in types)
        {
            content[type] = new JsonObject { ["schema"] = reference.DeepClone() };
        }

        operation["requestBody"] = new JsonObject { ["content"] = content, ["required"] = verb is not (ResourceVerbs.Delete or ResourceVerbs.DeleteCollection) };
    }

    private static IEnumerable<QueryParameter> ParametersOf(ResourceVerbs verb) => verb switch
    {
        ResourceVerbs.List => QueryParameter.OfList,
        ResourceVerbs.Create or ResourceVerbs.Update => QueryParameter.OfWrite,
        ResourceVerbs.Patch => QueryParameter.OfPatch,
        ResourceVerbs.Delete => QueryParameter.OfDelete,
        ResourceVerbs.DeleteCollection => QueryParameter.OfDelete.Concat(QueryParameter.OfList.Where(parameter => parameter.Name.EndsWith("Selector", StringComparison.Ordinal))),
        _ => [],
    };

    private static JsonArray InQuery(IEnumerable<QueryParameter> parameters) => new([.. parameters.Select(parameter => new JsonObject
    {
        ["name"] = parameter.Name,
        ["in"] = "query",
        ["description"] = parameter.Description,
        ["schema"] = new JsonObject { ["type"] = parameter.Type },
    })]);

    private static JsonObject InPath(string name, string description) => new()
    {
        ["name"] = name,
        ["in"] = "path",
        ["description"] = description,
        ["required"] = true,
        ["schema"] = new JsonObject { ["type"] = "string" },
    };

    private static JsonObject Responses(string code, JsonObject schema, params string[] types) => new()
    {
        [code] = new JsonObject
        {
            ["description"] = code == "201" ? "Created" : "OK",
            ["content"] = new JsonObject([.. types.Select(type => KeyValuePair.Create<string, JsonNode?>(type, new JsonObject { ["schema"] = schema.DeepClone() }))]),
        },
    };

    /// <summary>Such as <c>AppsV1</c>; the shared domain of Kubernetes' groups is left out.</summary>
    private static string GroupWord(KindDescription kind)
    {
        var group = kind.Group.Length == 0 ? "core" : kind.Group.Replace(".k8s.io", "", StringComparison.Ordinal);
        var words = group.Split('.').Append(kind.Version).Select(word => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word));
        return string.Concat(words);
    }
}
