using System.Collections.Immutable;
using Orchestrator.Planning.Configuration;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Tests.Configuration;

/// <summary>Pods, and what they name.</summary>
internal static class ConfigSamples
{
    /// <summary>A ConfigMap of the namespace default.</summary>
    public static ConfigObject Map(string name, params (string Key, string Value)[] values) =>
        ConfigObject.Of(new ConfigMap { Metadata = new ObjectMeta { Name = name, Namespace = "default" }, Data = StringMap.Of(values) }, 1);

    /// <summary>A Secret of the namespace default.</summary>
    public static ConfigObject Secret(string name, params (string Key, string Value)[] values) => ConfigObject.Of(
        new Secret
        {
            Metadata = new ObjectMeta { Name = name, Namespace = "default" },
            Data = StringMap.Of([.. values.Select(value => (value.Key, Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value.Value))))]),
        },
        1);

    /// <summary>What was read: these objects, and of the others that there is none.</summary>
    public static ConfigContents Read(IEnumerable<ConfigReference> named, params ConfigObject[] objects) => new(named.ToImmutableDictionary(
        reference => reference,
        reference => new ConfigAnswer(objects.FirstOrDefault(one => one.Reference == reference))));

    /// <summary>A pod and its node.</summary>
    public static DownwardView View(params Container[] containers) => new()
    {
        Pod = new Pod
        {
            Metadata = new ObjectMeta
            {
                Name = "web-1",
                Namespace = "default",
                Uid = "uid-1",
                Labels = StringMap.Of(("app", "web"), ("empty", "")),
                Annotations = StringMap.Of(("note", "a \"b\"\nc")),
            },
            Spec = new PodSpec { NodeName = "worker-a", Containers = [.. containers] },
        },
        HostAddress = "10.0.0.1",
        PodAddress = "10.88.0.2",
        Allocatable = QuantityMap.Empty.Add("cpu", Quantity.Parse("4")).Add("memory", Quantity.Parse("8Gi")),
    };
}
