using System.Text.Json.Nodes;

namespace Orchestrator.Benchmarks.Engine;

/// <summary>What an engine is asked to make the like of a container that it has.</summary>
internal static class FloorRequest
{
    private static readonly string[] Fields = ["Image", "Hostname", "User", "Entrypoint", "Cmd", "Env", "WorkingDir", "ExposedPorts"];

    /// <summary>The request: as the engine describes the template, without ports of the machine.</summary>
    /// <param name="template">What the engine says of the container.</param>
    /// <param name="label">The label by which the floor finds its containers again.</param>
    /// <param name="value">The label's value.</param>
    public static JsonObject Of(JsonNode template, string label, string value)
    {
        var request = new JsonObject();
        foreach (var name in Fields)
        {
            request[name] = template["Config"]![name]?.DeepClone();
        }

        var host = template["HostConfig"]!.DeepClone().AsObject();
        host.Remove("PortBindings");
        foreach (var mount in host["Mounts"]?.AsArray() ?? [])
        {
            mount!["Source"] = MountedFile(value);
        }

        request["HostConfig"] = host;
        request["Labels"] = Labels(template, label, value);
        return request;
    }

    /// <summary>The file that stands for those that the template mounts, which went with it; whoever makes the floor makes it, and deletes it.</summary>
    public static string MountedFile(string value) => Path.Combine(Path.GetTempPath(), $"{value}.mounted");

    /// <summary>Where a container is on a network.</summary>
    public static JsonObject Endpoint(string network, string address) => new()
    {
        ["EndpointsConfig"] = new JsonObject { [network] = new JsonObject { ["IPAMConfig"] = new JsonObject { ["IPv4Address"] = address } } },
    };

    // As many and as long as the template's, but none of them its own: an agent would take the container for one of its own.
    private static JsonObject Labels(JsonNode template, string label, string value)
    {
        var labels = new JsonObject();
        foreach (var (key, text) in template["Config"]!["Labels"]!.AsObject().Skip(1))
        {
            labels[$"bench.{key}"] = text!.DeepClone();
        }

        labels[label] = value;
        return labels;
    }
}
