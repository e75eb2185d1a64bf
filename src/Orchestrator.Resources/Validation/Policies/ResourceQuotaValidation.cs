using System.Globalization;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Validation.Policies;

/// <summary>Rules for ResourceQuotas.</summary>
internal static class ResourceQuotaValidation
{
    private static readonly string[] Scopes = ["BestEffort", "CrossNamespacePodAffinity", "NotBestEffort", "NotTerminating", "PriorityClass", "Terminating"];

    public static void Validate(ResourceQuotaSpec spec, FieldErrors errors)
    {
        foreach (var (name, amount) in spec.Hard)
        {
            var path = $"spec.hard[{name}]";
            errors.InvalidAll(path, name, TextRules.Faults(TextFormat.QualifiedName, name));
            if (amount.Sign < 0)
            {
                errors.Invalid(path, amount, "must be greater than or equal to 0");
            }
            else if (IsCount(name) && amount != Quantity.Of(amount.Value))
            {
                errors.Invalid(path, amount, "must be an integer");
            }
        }

        for (var index = 0; index < spec.Scopes.Length; index++)
        {
            if (!Scopes.Contains(spec.Scopes[index], StringComparer.Ordinal))
            {
                errors.Invalid(string.Create(CultureInfo.InvariantCulture, $"spec.scopes[{index}]"), spec.Scopes[index], "unsupported scope");
            }
        }

        if (spec.Scopes.Contains("BestEffort") && spec.Scopes.Contains("NotBestEffort") || spec.Scopes.Contains("Terminating") && spec.Scopes.Contains("NotTerminating"))
        {
            errors.Invalid("spec.scopes", spec.Scopes, "conflicting scopes");
        }
    }

    // What is counted in pieces; amounts have the names of resources.
    private static bool IsCount(string name) =>
        name.StartsWith("count/", StringComparison.Ordinal) || name is ResourceName.Pods or "services" or "secrets" or "configmaps" or "replicationcontrollers" or "resourcequotas";
}
