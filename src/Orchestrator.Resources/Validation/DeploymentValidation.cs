using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation;

/// <summary>Rules for deployments beyond those for their template.</summary>
internal static class DeploymentValidation
{
    private const string Path = "spec.strategy.rollingUpdate";

    public static void Validate(DeploymentSpec spec, FieldErrors errors)
    {
        if (spec.Strategy.Type == DeploymentStrategyType.Recreate && spec.Strategy.RollingUpdate is not null)
        {
            errors.Forbidden(Path, $"may not be specified when strategy `type` is '{DeploymentStrategyType.Recreate}'");
        }
        else if (spec.Strategy.RollingUpdate is { } steps)
        {
            ValidateSteps(steps, errors);
        }

        if (spec.ProgressDeadlineSeconds is { } deadline && deadline <= spec.MinReadySeconds)
        {
            errors.Invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
        }
    }

    private static void ValidateSteps(RollingUpdateDeployment steps, FieldErrors errors)
    {
        var unavailable = ValidateAmount(steps.MaxUnavailable, $"{Path}.maxUnavailable", errors);
        var surge = ValidateAmount(steps.MaxSurge, $"{Path}.maxSurge", errors);
        if (steps.MaxUnavailable?.Percentage > 100)
        {
            errors.Invalid($"{Path}.maxUnavailable", steps.MaxUnavailable, "must not be greater than 100%");
        }

        if (unavailable == 0 && surge == 0)
        {
            errors.Invalid($"{Path}.maxUnavailable", steps.MaxUnavailable ?? 0, "may not be 0 when `maxSurge` is 0");
        }
    }

    /// <summary>The number or percentage; null where it is neither, which is an error already.</summary>
    private static int? ValidateAmount(IntOrString? amount, string path, FieldErrors errors)
    {
        if (amount is not { Text: { } text } given)
        {
            var number = amount?.Number ?? 0;
            if (number < 0)
            {
                errors.Invalid(path, number, "must be greater than or equal to 0");
            }

            return number;
        }

        if (given.Percentage is null)
        {
            errors.Invalid(
                path,
                text,
                "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')");
        }

        return given.Percentage;
    }
}
