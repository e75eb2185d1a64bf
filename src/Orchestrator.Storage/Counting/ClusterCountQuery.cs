using System.Collections.Immutable;
using Npgsql;

namespace Orchestrator.Storage.Counting;

/// <summary>Counts the pods and nodes of a cluster with one statement.</summary>
internal static class ClusterCountQuery
{
    private const string Unknown = "Unknown";

    private const string Sql = """
        SELECT 'Pod', document #>> '{status,phase}', count(*) FROM resource WHERE grp = '' AND kind = 'Pod' GROUP BY 2
        UNION ALL
        SELECT 'Node', jsonb_path_query_first(document, '$.status.conditions[*] ? (@.type == "Ready").status') #>> '{}', count(*)
          FROM resource WHERE grp = '' AND kind = 'Node' GROUP BY 2
        """;

    private static readonly ImmutableSortedDictionary<string, long> NoPods = Zeros("Pending", "Running", "Succeeded", "Failed", Unknown);
    private static readonly ImmutableSortedDictionary<string, long> NoNodes = Zeros("True", "False", Unknown);

    /// <summary>Runs it.</summary>
    public static async Task<ClusterCounts> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (pods, nodes) = (NoPods.ToBuilder(), NoNodes.ToBuilder());
        await using var command = new NpgsqlCommand(Sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var counts = reader.GetString(0) == "Pod" ? pods : nodes;
            var state = await reader.IsDBNullAsync(1, cancellationToken) ? Unknown : reader.GetString(1);

            // What is no state that we know is counted as unknown, so that the number of series is bounded.
            counts[counts.ContainsKey(state) ? state : Unknown] += reader.GetInt64(2);
        }

        return new ClusterCounts { PodsByPhase = pods.ToImmutable(), NodesByReadiness = nodes.ToImmutable() };
    }

    private static ImmutableSortedDictionary<string, long> Zeros(params string[] states) => states.ToImmutableSortedDictionary(state => state, _ => 0L, StringComparer.Ordinal);
}
