using System.Globalization;
using System.Text;

namespace Orchestrator.Resources.Description;

/// <summary>Writes which fields of which kinds work, from the description of the kinds.</summary>
public static class CompatibilityTable
{
    private const string Introduction = """
        # Compatibility with Kubernetes

        Every field that Kubernetes 1.34 has in the served kinds, and what becomes of it. This page is written from the description
        by which the server reads documents.

        - **works**: it has the effect that Kubernetes documents.
        - **stored**: it is kept and returned, and the answer carries a `Warning` header that it has no effect yet.
        - **refused**: it is an error that names the field, because doing nothing would mislead about placement, security or data. Left out or empty, it is
          no error; where even an empty one is, the table says so.

        A field that no kind has is an error too, or a warning where the client asked for that; nothing is dropped in silence.

        """;

    /// <summary>The heading of what follows on the page: what can be done with objects, which clients have to see and the description cannot tell.</summary>
    public const string Verbs = "\n## Verbs\n";

    /// <summary>The page as Markdown, up to <see cref="Verbs"/>.</summary>
    public static string Render()
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        var done = new HashSet<Type>();
        foreach (var kind in ResourceKinds.All)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {kind.Kind}\n\n`{kind.ApiVersion}`, `{kind.Plural}`");
            page.Append(kind.ShortNames.IsEmpty ? "" : $" ({string.Join(", ", kind.ShortNames.Select(name => $"`{name}`"))})");
            page.Append(kind.Namespaced ? ", in a namespace.\n" : ", of the whole cluster.\n");
            page.Append(CultureInfo.InvariantCulture, $"Field selectors: {string.Join(", ", kind.SelectableFields.Select(field => $"`{field}`"))}.\n");
            RenderObject(kind.Schema, kind.Kind, page, done);
        }

        return page.ToString();
    }

    private static void RenderObject(ObjectSchema schema, string title, StringBuilder page, HashSet<Type> done)
    {
        if (!done.Add(schema.Type))
        {
            return;
        }

        page.Append(CultureInfo.InvariantCulture, $"\n### {title}\n\n| field | type | default | level | what it says |\n|---|---|---|---|---|\n");
        foreach (var field in schema.Fields)
        {
            page.Append(Row(field));
        }

        foreach (var field in schema.Fields.Where(field => field.Object is not null))
        {
            RenderObject(field.Object!, field.Object!.Type.Name, page, done);
        }
    }

    private static string Row(FieldSchema field)
    {
        var name = field.Required ? $"**{field.Name}**" : field.Name;
        var usual = field.Default is { } value ? $"`{value.GetRawText()}`" : "";
        var level = field.Support.ToString().ToLowerInvariant();
        var accepted = field.Accepted is { } only ? $" other than `{only.GetRawText()}`" : field.RefusedEmpty ? ", even empty" : "";
        var words = field.Property is null ? $"{field.Why}." : field.Why.Length == 0 ? field.Description : $"{field.Description} *{Capital(field.Why)}.*";
        return $"| {name} | {TypeOf(field)} | {usual} | {level}{accepted} | {words} |\n";
    }

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];

    private static string TypeOf(FieldSchema field) => field.Type switch
    {
        FieldType.List when field.Property is not null => $"list of {Name(field)}",
        FieldType.Map => $"map of {Name(field)}",
        _ => Name(field),
    };

    private static string Name(FieldSchema field) => field.ElementType switch
    {
        _ when field.Property is null => field.Type.ToString().ToLowerInvariant(),
        FieldType.Object => field.Object!.Type.Name,
        FieldType.IntOrString => "integer or text",
        FieldType.Int32 or FieldType.Int64 => "integer",
        FieldType.String => "text",
        FieldType.MicroTime => "time",
        FieldType.Json => "any",
        var type => type.ToString().ToLowerInvariant(),
    };
}
