using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation.Policies;

/// <summary>Rules for LimitRanges.</summary>
internal static class LimitRangeValidation
{
    public static void Validate(LimitRange range, FieldErrors errors)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < range.Spec.Limits.Length; index++)
        {
            var (item, path) = (range.Spec.Limits[index], string.Create(CultureInfo.InvariantCulture, $"spec.limits[{index}]"));
            if (!types.Add(item.Type))
            {
                errors.Duplicate($"{path}.type", item.Type);
            }

            ValidateItem(item, path, errors);
        }
    }

    private static void ValidateItem(LimitRangeItem item, string path, FieldErrors errors)
    {
        if (item.Type == LimitType.Pod && !item.Default.IsEmpty)
        {
            errors.Forbidden($"{path}.default", "may not be specified when `type` is 'Pod'");
        }

        if (item.Type == LimitType.Pod && !item.DefaultRequest.IsEmpty)
        {
            errors.Forbidden($"{path}.defaultRequest", "may not be specified when `type` is 'Pod'");
        }

        ValidateOrder(item.Min, "min", item.Max, "max", $"{path}.min", errors);
        ValidateOrder(item.Min, "min", item.DefaultRequest, "default request", $"{path}.defaultRequest", errors);
        ValidateOrder(item.Min, "min", item.Default, "default", $"{path}.default", errors);
        ValidateOrder(item.DefaultRequest, "default request", item.Max, "max", $"{path}.defaultRequest", errors);
        ValidateOrder(item.DefaultRequest, "default request", item.Default, "default limit", $"{path}.defaultRequest", errors);
        ValidateOrder(item.Default, "default", item.Max, "max", $"{path}.default", errors);
        foreach (var (name, ratio) in item.MaxLimitRequestRatio.Where(ratio => ratio.Value < Quantity.Of(1)))
        {
            errors.Invalid($"{path}.maxLimitRequestRatio[{name}]", ratio, $"ratio {ratio} is less than 1");
        }
    }

    private static void ValidateOrder(
        ImmutableSortedDictionary<string, Quantity> low, string lowWords, ImmutableSortedDictionary<string, Quantity> high, string highWords, string path, FieldErrors errors)
    {
        foreach (var (name, least) in low)
        {
            if (high.TryGetValue(name, out var most) && least > most)
            {
                errors.Invalid($"{path}[{name}]", least, $"{lowWords} value {least} is greater than {highWords} value {most}");
            }
        }
    }
}
