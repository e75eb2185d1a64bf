using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Gateway.Tables;

/// <summary>The table of Secrets, which has no value in it.</summary>
internal sealed class SecretColumns : ITableColumns<Secret>
{
    public ImmutableArray<TableColumn<Secret>> Columns { get; } =
    [
        CommonColumns.Name<Secret>(),
        new("Type", (secret, _) => secret.Type ?? "", "What it is for."),
        new("Data", (secret, _) => secret.Data.Count, "How many values it has.") { IsNumber = true },
        CommonColumns.Age<Secret>(),
    ];
}
