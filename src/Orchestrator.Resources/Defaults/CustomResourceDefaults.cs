using Orchestrator.Resources.CustomResources;

namespace Orchestrator.Resources.Defaults;

/// <summary>What a definition leaves out follows from its kind.</summary>
internal static class CustomResourceDefaults
{
    private const string NoConversion = "None";

    /// <summary>The definition with its defaults.</summary>
    public static CustomResourceDefinition Of(CustomResourceDefinition definition)
    {
        var (spec, names) = (definition.Spec, definition.Spec.Names);
        return definition with
        {
            Spec = spec with
            {
                Names = Of(names),
                Conversion = spec.Conversion ?? new CustomResourceConversion { Strategy = NoConversion },
            },
        };
    }

    private static CustomResourceNames Of(CustomResourceNames names) => names.Kind.Length == 0 ? names : names with
    {
        Singular = names.Singular is { Length: > 0 } ? names.Singular : names.Kind.ToLowerInvariant(),
        ListKind = names.ListKind is { Length: > 0 } ? names.ListKind : $"{names.Kind}List",
    };
}
