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

        foreach (var name in resources.Requests.Keys.Concat(resources.Limits.Keys).Distinct(StringComparer.Ordinal).Where(IsExtended))
        {
            ValidateExtended(resources, name, path, errors);
        }
    }

    // A device can't be lent beyond what there is, so what is asked for is also the most that is used.
    private static void ValidateExtended(ResourceRequirements resources, string name, string path, FieldErrors errors)
    {
        if (!resources.Limits.TryGetValue(name, out var limit))
        {
            errors.Required($"{path}.limits", "Limit must be set for non overcommitable resources");
        }
        else if (resources.Requests.TryGetValue(name, out var request) && request < limit)
        {
            errors.Invalid($"{path}.requests", request, $"must be equal to {name} limit of {limit}");
        }
    }

    private static bool IsExtended(string name) => name.Contains('/', StringComparison.Ordinal);

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
            else if (IsExtended(name) && amount != Quantity.Of(amount.Value))
            {
                errors.Invalid(at, amount, "must be an integer");
            }
        }
    }
}
