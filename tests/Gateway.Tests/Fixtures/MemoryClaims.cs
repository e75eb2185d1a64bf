using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Serialization;

namespace Gateway.Tests.Fixtures;

/// <summary>What Services in memory have.</summary>
public sealed class MemoryClaims(MemoryResources resources) : IServiceClaims
{
    public async Task<IReadOnlySet<string>> ListAsync(CancellationToken cancellationToken)
    {
        var list = await resources.ListAsync(new ResourceQuery { Group = "", Kind = "Service" }, cancellationToken);
        var specs = list.Items.Select(item => ResourceJson.Deserialize<Service>(item.Document.Span).Spec).ToList();
        return specs.SelectMany(spec => spec.ClusterIPs.Select(address => $"ip {address}")).Concat(specs.SelectMany(spec => spec.Ports.Select(port => $"port {port.NodePort}")))
            .ToHashSet(StringComparer.Ordinal);
    }
}
