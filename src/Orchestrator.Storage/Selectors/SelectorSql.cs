using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Selectors;

namespace Orchestrator.Storage.Selectors;

/// <summary>
/// Writes selectors as a condition on the columns namespace, name, node_name, labels and document. Whatever a client says is a parameter and never text of
/// the statement. <see cref="SelectorMatcher"/> decides the same in memory.
/// </summary>
internal sealed class SelectorSql(NpgsqlParameterCollection parameters)
{
    // PostgreSQL stores no zero character, so a requirement that needs one in a key or value cannot be sent; nothing stored can have it either.
    private const char Unstorable = '\0';

    private readonly StringBuilder _condition = new("true");

    public string Condition => _condition.ToString();

    public SelectorSql Add(ResourceQuery query)
    {
        foreach (var label in query.Labels)
        {
            And(Express(label));
        }

        foreach (var field in query.Fields)
        {
            And(Express(field));
        }

        return this;
    }

    public SelectorSql And(string condition)
    {
        _condition.Append(" AND ").Append(condition);
        return this;
    }

    public string Text(string value) => Parameter(value, NpgsqlDbType.Text);

    public string Bigint(long value) => Parameter(value, NpgsqlDbType.Bigint);

    private string Express(LabelRequirement label)
    {
        var keyFits = !label.Key.Contains(Unstorable);
        var values = keyFits ? [.. label.Values.Where(v => !v.Contains(Unstorable))] : ImmutableArray<string>.Empty;
        return label.Operator switch
        {
            LabelOperator.Exists => keyFits ? $"labels ? {Text(label.Key)}" : "false",
            LabelOperator.DoesNotExist => keyFits ? $"NOT labels ? {Text(label.Key)}" : "true",
            LabelOperator.In when values.IsEmpty => "false",
            LabelOperator.NotIn when values.IsEmpty => "true",

            // Containment of one pair is what the index on labels answers.
            LabelOperator.In when values.Length == 1 => $"labels @> {Pair(label.Key, values[0])}",
            LabelOperator.In => $"labels ->> {Text(label.Key)} = ANY({Parameter(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)})",
            LabelOperator.NotIn =>
                $"coalesce(labels ->> {Text(label.Key)} <> ALL({Parameter(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)}), true)",
            LabelOperator.GreaterThan or LabelOperator.LessThan => keyFits ? Express(label, long.Parse(values[0], CultureInfo.InvariantCulture)) : "false",
            _ => throw new ArgumentOutOfRangeException(nameof(label), label.Operator, "unknown label operator"),
        };
    }

    // What is no number is never made one: the order of conditions is the planner's, but not that of a CASE.
    private string Express(LabelRequirement label, long bound)
    {
        var value = $"(labels ->> {Text(label.Key)})";
        var comparison = label.Operator == LabelOperator.GreaterThan ? ">" : "<";
        return $"CASE WHEN {value} ~ '^[+-]?[0-9]{{1,40}}$' THEN {value}::numeric BETWEEN {long.MinValue} AND {long.MaxValue} AND {value}::numeric {comparison} {Bigint(bound)} ELSE false END";
    }

    private string Express(FieldRequirement field)
    {
        if (field.Value.Contains(Unstorable) || field.Path.Any(step => step.Contains(Unstorable)))
        {
            return (field.Value.Length == 0) != field.Negated ? "true" : "false";
        }

        var column = field.Path.AsSpan() switch
        {
            ["metadata", "name"] => "name",
            ["metadata", "namespace"] => "namespace",

            // A null is not written away here, so that the index on the column can be used.
            ["spec", "nodeName"] when field.Value.Length > 0 && !field.Negated => "node_name",
            _ => $"coalesce(document #>> {Parameter(field.Path.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)}, '')",
        };
        return $"{column} {(field.Negated ? "<>" : "=")} {Text(field.Value)}";
    }

    private string Pair(string key, string value) =>
        Parameter(JsonSerializer.Serialize(new Dictionary<string, string> { [key] = value }, StringMapJson.Default.DictionaryStringString), NpgsqlDbType.Jsonb);

    private string Parameter(object value, NpgsqlDbType type)
    {
        parameters.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = type });
        return "$" + parameters.Count.ToString(CultureInfo.InvariantCulture);
    }
}
