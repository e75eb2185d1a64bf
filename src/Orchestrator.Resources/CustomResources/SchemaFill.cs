using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Resources.CustomResources;

/// <summary>Takes out of objects what their schema does not name, and puts in what it says by default.</summary>
internal static class SchemaFill
{
    /// <summary>Removes what is not described, but for what identifies a whole object.</summary>
    /// <param name="value">The tree, which is changed.</param>
    /// <param name="schema">What it may have.</param>
    /// <param name="path">Where it stands; empty for the content of an object.</param>
    /// <param name="removed">Told of each field that is taken out.</param>
    public static void Prune(JsonNode? value, StructuralSchema schema, string path, Action<string> removed)
    {
        if (value is JsonArray list)
        {
            for (var index = 0; index < list.Count && schema.Items is not null; index++)
            {
                Prune(list[index], schema.Items, $"{path}[{index}]", removed);
            }
        }
        else if (value is JsonObject map)
        {
            foreach (var name in map.Select(member => member.Key).ToList())
            {
                var at = path.Length == 0 ? name : $"{path}.{name}";
                if (schema.Member(name) is { } inner)
                {
                    Prune(map[name], inner, at, removed);
                }
                else if (!schema.Keeps && !(schema.IsEmbedded && CustomObjectConverter.Envelope.Contains(name)))
                {
                    map.Remove(name);
                    removed(at);
                }
            }
        }
    }

    /// <summary>Puts in defaults where nothing is said. A null where none may stand counts as nothing.</summary>
    /// <param name="value">The tree, which is changed.</param>
    /// <param name="schema">What it may have.</param>
    public static void Default(JsonNode? value, StructuralSchema schema)
    {
        if (value is JsonArray list && schema.Items is { } items)
        {
            foreach (var item in list)
            {
                Default(item, items);
            }
        }
        else if (value is JsonObject map)
        {
            foreach (var (name, field) in schema.Properties)
            {
                var isNull = map.TryGetPropertyValue(name, out var said) && said is null && !field.Nullable;
                if (field.Default is { } usual && (isNull || !map.ContainsKey(name)))
                {
                    map[name] = JsonSerializer.SerializeToNode(usual);
                }

                Default(map[name], field);
            }

            foreach (var (name, member) in map)
            {
                if (schema.Values is { } values && !schema.Properties.ContainsKey(name))
                {
                    Default(member, values);
                }
            }
        }
    }
}
