using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Orchestrator.Resources.Patching;

/// <summary>The members of a strategic patch's object that say how to merge, apart from those that say what.</summary>
internal sealed record PatchDirectives
{
    private const string Marker = "$patch";
    private const string Retain = "$retainKeys";
    private const string DeletePrefix = "$deleteFromPrimitiveList/";
    private const string OrderPrefix = "$setElementOrder/";

    /// <summary>How the object as a whole is treated.</summary>
    public PatchAction Action { get; private init; }

    /// <summary>The fields that alone are kept; null is all.</summary>
    public ImmutableHashSet<string>? RetainKeys { get; private init; }

    /// <summary>Per list of scalars, what is taken out of it.</summary>
    public ImmutableDictionary<string, JsonArray> Deletions { get; private init; } = ImmutableDictionary<string, JsonArray>.Empty;

    /// <summary>Per list, in which order its items shall come.</summary>
    public ImmutableDictionary<string, JsonArray> Orders { get; private init; } = ImmutableDictionary<string, JsonArray>.Empty;

    /// <summary>Reads an object's directives.</summary>
    /// <exception cref="PatchException">One of them is not of its type.</exception>
    public static PatchDirectives Read(JsonObject patch, string path)
    {
        var read = new PatchDirectives();
        foreach (var (name, value) in patch)
        {
            if (!IsDirective(name))
            {
                continue;
            }

            var at = PatchPath.Member(path, name);
            read = name == Marker ? read with { Action = ActionOf(value, at) }
                : name == Retain ? read with { RetainKeys = [.. List(value, at).Select((key, index) => Text(key, PatchPath.Item(at, index)))] }
                : name.StartsWith(OrderPrefix, StringComparison.Ordinal) ? read with { Orders = read.Orders.Add(name[OrderPrefix.Length..], List(value, at)) }
                : read with { Deletions = read.Deletions.Add(name[DeletePrefix.Length..], List(value, at)) };
        }

        read.RequireRetained(patch, path);
        return read;
    }

    /// <summary>Whether a member says how to merge rather than what.</summary>
    public static bool IsDirective(string name) =>
        name is Marker or Retain || name.StartsWith(DeletePrefix, StringComparison.Ordinal) || name.StartsWith(OrderPrefix, StringComparison.Ordinal);

    /// <summary>The path of a list's order, for errors.</summary>
    public static string OrderPath(string path, string field) => PatchPath.Member(path, OrderPrefix + field);

    /// <summary>The path of a list's deletions, for errors.</summary>
    public static string DeletionPath(string path, string field) => PatchPath.Member(path, DeletePrefix + field);

    /// <summary>A patch that sets what it does not keep contradicts itself.</summary>
    private void RequireRetained(JsonObject patch, string path)
    {
        if (RetainKeys is null)
        {
            return;
        }

        foreach (var (name, value) in patch)
        {
            if (value is not null && !IsDirective(name) && !RetainKeys.Contains(name))
            {
                throw new PatchException(PatchFault.Malformed, PatchPath.Member(path, name), $"is set and not listed in {Retain}; list it there too");
            }
        }
    }

    private static PatchAction ActionOf(JsonNode? value, string path) => ItemKey.TryOf(value) switch
    {
        "\"merge" => PatchAction.Merge,
        "\"replace" => PatchAction.Replace,
        "\"delete" => PatchAction.Delete,
        _ => throw Wrong(path, "\"delete\", \"replace\" or \"merge\"", value),
    };

    private static JsonArray List(JsonNode? value, string path) => value as JsonArray ?? throw Wrong(path, "a list", value);

    private static string Text(JsonNode? value, string path) =>
        value is JsonValue scalar && scalar.TryGetValue(out string? text) ? text : throw Wrong(path, "text", value);

    private static PatchException Wrong(string path, string wanted, JsonNode? value) =>
        new(PatchFault.Malformed, path, $"must be {wanted}; got {PatchPath.Describe(value)}");
}
