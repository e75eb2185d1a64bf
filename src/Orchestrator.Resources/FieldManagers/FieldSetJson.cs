using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Resources.FieldManagers;

/// <summary>Writes sets of fields as <c>FieldsV1</c> and reads them: an object a step, empty at the end, with <c>"."</c> for a member that has more below.</summary>
public static class FieldSetJson
{
    private const string Self = ".";

    /// <summary>The set as JSON.</summary>
    public static JsonElement Write(FieldSet set) => JsonSerializer.SerializeToElement(Node(set, isRoot: true));

    /// <summary>The set in this JSON; false where it is no such set.</summary>
    public static bool TryRead(JsonElement json, [NotNullWhen(true)] out FieldSet? set)
    {
        set = json.ValueKind == JsonValueKind.Object ? Read(json, isRoot: true) : null;
        return set is not null;
    }

    private static JsonObject Node(FieldSet set, bool isRoot = false)
    {
        var node = new JsonObject();
        if (set.IsMember && (isRoot || !set.Children.IsEmpty))
        {
            node.Add(Self, new JsonObject());
        }

        foreach (var (step, child) in set.Children)
        {
            node.Add(step, Node(child));
        }

        return node;
    }

    private static FieldSet? Read(JsonElement json, bool isRoot)
    {
        var isMember = false;
        var isLeaf = true;
        var children = new Dictionary<string, FieldSet>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            isLeaf = false;
            if (member.Name == Self)
            {
                isMember = true;
            }
            else if (PathStep.Normalize(member.Name) is { } step && member.Value.ValueKind == JsonValueKind.Object && Read(member.Value, isRoot: false) is { } child)
            {
                children[step] = child;
            }
            else
            {
                return null;
            }
        }

        return FieldSet.Of(isMember || (isLeaf && !isRoot), children);
    }
}
