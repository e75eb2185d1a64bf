using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.TestKit;

namespace Orchestrator.Benchmarks.Cluster;

/// <summary>What is deployed: the server of <c>examples/hello.yaml</c>, with its requests and limits.</summary>
internal static class Manifests
{
    /// <summary>The port on which it answers HTTP.</summary>
    public const int Port = 8080;

    /// <summary>A deployment without replicas, which are then scaled up.</summary>
    public static JsonObject Deployment(string name) => new()
    {
        ["apiVersion"] = "apps/v1",
        ["kind"] = "Deployment",
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = Labels(name) },
        ["spec"] = new JsonObject
        {
            ["replicas"] = 0,
            ["selector"] = new JsonObject { ["matchLabels"] = Labels(name) },
            ["template"] = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = Labels(name) }, ["spec"] = PodSpec(null) },
        },
    };

    /// <summary>The same with pods of two containers, which answer on two ports of one address.</summary>
    public static JsonObject SharedDeployment(string name)
    {
        var deployment = Deployment(name);
        var containers = deployment["spec"]!["template"]!["spec"]!["containers"]!.AsArray();
        var second = containers[0]!.DeepClone().AsObject();
        second["name"] = "second";
        second["ports"] = new JsonArray(new JsonObject { ["name"] = "second", ["containerPort"] = Port + 1 });
        second["env"] = new JsonArray(new JsonObject { ["name"] = "PORT", ["value"] = (Port + 1).ToString(CultureInfo.InvariantCulture) });
        containers.Add(second);
        return deployment;
    }

    /// <summary>A pod of its own.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="hostPort">The machine's port that leads to it, or null for none.</param>
    public static JsonObject Pod(string name, int? hostPort) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = Labels(name) },
        ["spec"] = PodSpec(hostPort),
    };

    private static JsonObject Labels(string name) => new() { ["app"] = name };

    private static JsonObject PodSpec(int? hostPort)
    {
        var port = new JsonObject { ["name"] = "http", ["containerPort"] = Port };
        if (hostPort is { } published)
        {
            port["hostPort"] = published;
        }

        return new JsonObject
        {
            ["containers"] = new JsonArray(new JsonObject
            {
                ["name"] = "hello",
                ["image"] = Images.Hello,
                ["imagePullPolicy"] = "IfNotPresent",
                ["ports"] = new JsonArray(port),
                ["resources"] = new JsonObject
                {
                    ["requests"] = new JsonObject { ["cpu"] = "10m", ["memory"] = "16Mi" },
                    ["limits"] = new JsonObject { ["memory"] = "64Mi" },
                },
            }),
        };
    }
}
