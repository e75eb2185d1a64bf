using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Docker.DotNet.Http;

/// <summary>
/// The query of a request. Values that are absent, false or 0 are left out, so the engine's own default holds; <see cref="Always"/> writes them.
/// </summary>
internal sealed class Query
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a text where there is one.</summary>
    public Query Add(string name, string? value)
    {
        if (value is not null)
        {
            _text.Append(_text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return this;
    }

    /// <summary>Adds a flag that is set.</summary>
    public Query Add(string name, bool? value) => Add(name, value is true ? "1" : null);

    /// <summary>Adds a number other than 0.</summary>
    public Query Add(string name, long? value) => Add(name, value is null or 0 ? null : value.Value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds filters, each of which names the values that it lets through.</summary>
    public Query Add(string name, IDictionary<string, IDictionary<string, bool>>? filters) =>
        Add(name, filters is null ? null : JsonSerializer.Serialize(filters, EngineJson.Default.IDictionaryStringIDictionaryStringBoolean));

    /// <summary>Adds a flag, set or not.</summary>
    public Query Always(string name, bool value) => Add(name, value ? "1" : "0");

    /// <inheritdoc />
    public override string ToString() => _text.ToString();
}
