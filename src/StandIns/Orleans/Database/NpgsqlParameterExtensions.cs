using Npgsql;
using NpgsqlTypes;

namespace Orleans;

/// <summary>Binds parameters with their types, which PostgreSQL cannot tell from a null.</summary>
internal static class NpgsqlParameterExtensions
{
    public static NpgsqlParameterCollection Text(this NpgsqlParameterCollection parameters, string name, string? value) =>
        parameters.Bind(name, NpgsqlDbType.Text, value);

    public static NpgsqlParameterCollection Integer(this NpgsqlParameterCollection parameters, string name, int? value) =>
        parameters.Bind(name, NpgsqlDbType.Integer, value);

    public static NpgsqlParameterCollection Bigint(this NpgsqlParameterCollection parameters, string name, long value) =>
        parameters.Bind(name, NpgsqlDbType.Bigint, value);

    public static NpgsqlParameterCollection Bytes(this NpgsqlParameterCollection parameters, string name, ReadOnlyMemory<byte> value) =>
        parameters.Bind(name, NpgsqlDbType.Bytea, value);

    public static NpgsqlParameterCollection Time(this NpgsqlParameterCollection parameters, string name, DateTime? utc) =>
        parameters.Bind(name, NpgsqlDbType.TimestampTz, utc);

    public static NpgsqlParameterCollection Texts(this NpgsqlParameterCollection parameters, string name, string[] values) =>
        parameters.Bind(name, NpgsqlDbType.Array | NpgsqlDbType.Text, values);

    public static NpgsqlParameterCollection Integers(this NpgsqlParameterCollection parameters, string name, int[] values) =>
        parameters.Bind(name, NpgsqlDbType.Array | NpgsqlDbType.Integer, values);

    private static NpgsqlParameterCollection Bind(this NpgsqlParameterCollection parameters, string name, NpgsqlDbType type, object? value)
    {
        parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });
        return parameters;
    }
}
