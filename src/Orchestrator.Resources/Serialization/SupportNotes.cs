using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.CustomResources;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Serialization;

/// <summary>Warnings about values without effect, which the description of the fields can't tell because the key is the user's.</summary>
internal static class SupportNotes
{
    public static IEnumerable<string> Of(IDocument document) => document switch
    {
        Pod pod => OfSpec(pod.Spec, "spec"),
        ReplicaSet set => OfSpec(set.Spec.Template.Spec, "spec.template.spec"),
        Deployment deployment => OfSpec(deployment.Spec.Template.Spec, "spec.template.spec"),
        CustomResourceDefinition definition => DefinitionNotes.Of(definition),
        _ => [],
    };

    private static IEnumerable<string> OfSpec(PodSpec spec, string path) =>
        [.. OfContainers(spec.InitContainers, $"{path}.initContainers"), .. OfContainers(spec.Containers, $"{path}.containers")];

    private static IEnumerable<string> OfContainers(ImmutableArray<Container> containers, string path) => containers.SelectMany((container, index) =>
        OfAmounts(container.Resources.Limits, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}].resources.limits"))
            .Concat(OfAmounts(container.Resources.Requests, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}].resources.requests"))));

    /// <summary>Other names of resources are the domain's of a device, and no node has devices to give.</summary>
    private static IEnumerable<string> OfAmounts(ImmutableSortedDictionary<string, Quantity> amounts, string path) => amounts.Keys
        .Where(name => name.Contains('/', StringComparison.Ordinal))
        .Select(name => $"{path}[{name}] is stored but has no effect yet: nodes have cpu, memory and ephemeral-storage only");
}
