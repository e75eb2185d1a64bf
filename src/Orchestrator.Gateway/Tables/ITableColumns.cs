using System.Collections.Immutable;

namespace Orchestrator.Gateway.Tables;

/// <summary>The columns that people know for a kind.</summary>
/// <typeparam name="T">The kind's record.</typeparam>
public interface ITableColumns<T>
{
    /// <summary>The columns in the order of the table.</summary>
    ImmutableArray<TableColumn<T>> Columns { get; }
}
