using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Gateway.Tables;

/// <summary>The table of ResourceQuotas.</summary>
internal sealed class ResourceQuotaColumns : ITableColumns<ResourceQuota>
{
    public ImmutableArray<TableColumn<ResourceQuota>> Columns { get; } =
    [
        CommonColumns.Name<ResourceQuota>(),
        new("Request", (quota, _) => Of(quota, isLimit: false), "What is used of what may be asked for."),
        new("Limit", (quota, _) => Of(quota, isLimit: true), "What is used of the limits."),
        CommonColumns.Age<ResourceQuota>(),
    ];

    private static string Of(ResourceQuota quota, bool isLimit) => string.Join(
        ", ",
        quota.Status.Hard.Where(hard => hard.Key.StartsWith("limits.", StringComparison.Ordinal) == isLimit)
            .Select(hard => $"{hard.Key}: {quota.Status.Used.AmountOf(hard.Key)}/{hard.Value}"));
}
