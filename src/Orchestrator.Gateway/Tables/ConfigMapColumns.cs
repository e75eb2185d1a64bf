using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Gateway.Tables;

/// <summary>The table of ConfigMaps.</summary>
internal sealed class ConfigMapColumns : ITableColumns<ConfigMap>
{
    public ImmutableArray<TableColumn<ConfigMap>> Columns { get; } =
    [
        CommonColumns.Name<ConfigMap>(),
        new("Data", (map, _) => map.Data.Count + map.BinaryData.Count, "How many values it has.") { IsNumber = true },
        CommonColumns.Age<ConfigMap>(),
    ];
}
