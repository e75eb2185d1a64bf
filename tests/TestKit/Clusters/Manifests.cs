using System.Text.Json.Nodes;

namespace Orchestrator.TestKit.Clusters;

/// <summary>The objects that tests create.</summary>
public static class Manifests
{
    public static JsonObject Namespace(string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Namespace",
        ["metadata"] = new JsonObject { ["name"] = name },
    };

    /// <summary>A container that answers HTTP on port 8080 and ends at SIGTERM.</summary>
    public static JsonObject Hello() => Container($$"""{"image":"{{Images.Hello}}"}""");

    /// <summary>A container that runs a shell script.</summary>
    public static JsonObject Script(string script)
    {
        var container = Container($$"""{"image":"{{Images.Busybox}}","command":["sh","-c"]}""");
        container["args"] = new JsonArray(script);
        return container;
    }

    /// <summary>A container from its JSON, with a name and the policy of using the images that are there.</summary>
    public static JsonObject Container(string json)
    {
        var container = Parse(json);
        container.TryAdd("name", "main");
        container.TryAdd("imagePullPolicy", "IfNotPresent");
        return container;
    }

    /// <summary>A pod; its end takes two seconds at most.</summary>
    public static JsonObject Pod(string name, JsonObject container, string restartPolicy = "Always") => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = Spec(container, restartPolicy),
    };

    /// <summary>A deployment of pods that carry the label <c>app</c> with its name.</summary>
    public static JsonObject Deployment(string name, int replicas, JsonObject? container = null) => new()
    {
        ["apiVersion"] = "apps/v1",
        ["kind"] = "Deployment",
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["app"] = name } },
        ["spec"] = new JsonObject
        {
            ["replicas"] = replicas,
            ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = name } },
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = name } },
                ["spec"] = Spec(container ?? Hello(), "Always"),
            },
        },
    };

    /// <summary>The document with a member set at a path of object members.</summary>
    public static JsonObject With(this JsonObject document, string path, JsonNode? value)
    {
        var parts = path.Split('.');
        var at = parts[..^1].Aggregate((JsonNode)document, (node, part) => node.At(part) ?? (node[part] = new JsonObject()));
        at[parts[^1]] = value;
        return document;
    }

    private static JsonObject Spec(JsonObject container, string restartPolicy) => new()
    {
        ["terminationGracePeriodSeconds"] = 2,
        ["restartPolicy"] = restartPolicy,
        ["containers"] = new JsonArray(container),
    };

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
