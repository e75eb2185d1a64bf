using System.Collections.Immutable;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for what a container needs and may use.</summary>
internal static class RequirementsValidation
{
    public static void Validate(ResourceRequirements resources, string path, FieldErrors errors)
    {
        ValidateAmounts(resources.Limits, $"{path}.limits", errors);
        ValidateAmounts(resources.Requests, $"{path}.requests", errors);
        foreach (var (name, request) in resources.Requests)
        {
            if (resources.Limits.TryGetValue(name, out var limit) && request > limit)
            {
                errors.Invalid($"{path}.requests", request, $"must be less than or equal to {name} limit of {limit}");
            }
        }
    }

    public static void ValidateAmounts(ImmutableSortedDictionary<string, Quantity> amounts, string path, FieldErrors errors)
    {
        foreach (var (name, amount) in amounts)
        {
            var at = $"{path}[{name}]";
            errors.InvalidAll(at, name, TextRules.Faults(TextFormat.QualifiedName, name));
            if (name.StartsWith("hugepages-", StringComparison.Ordinal))
            {
                errors.Forbidden(at, "huge pages are not kept for containers; ask for memory");
            }
            else if (name is not (ResourceName.Cpu or ResourceName.Memory or ResourceName.EphemeralStorage) && !name.Contains('/', StringComparison.Ordinal))
            {
                errors.Invalid(at, name, "must be a standard resource for containers");
            }

            if (amount.Sign < 0)
            {
                errors.Invalid(at, amount, "must be greater than or equal to 0");
            }
        }
    }
}
