using System.ComponentModel.DataAnnotations;

namespace Orchestrator.Agent.Images;

/// <summary>How a node's agent gets images and gets rid of them. Thresholds and their defaults are Kubernetes'.</summary>
public sealed class ImageOptions : IValidatableObject
{
    /// <summary>How many images are pulled at the same time.</summary>
    [Range(1, 64)]
    public int ParallelPulls { get; set; } = 3;

    /// <summary>
    /// A file as <c>docker login</c> writes it, with the credentials of all pods of this node; null means <c>~/.docker/config.json</c>, if there is one.
    /// </summary>
    public string? RegistryConfigFile { get; set; }

    /// <summary>Which images may be removed.</summary>
    public ImageCollection Collection { get; set; } = ImageCollection.Pulled;

    /// <summary>From so many percent of the engine's file system in use on, images are removed.</summary>
    [Range(1, 100)]
    public int HighThresholdPercent { get; set; } = 85;

    /// <summary>Down to so many percent.</summary>
    [Range(0, 99)]
    public int LowThresholdPercent { get; set; } = 80;

    /// <summary>How old an image is at least when it is removed.</summary>
    public TimeSpan MinimumAge { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How often the file system is looked at.</summary>
    public TimeSpan Period { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Of how many images the node tells, the largest first: schedulers place pods where theirs is already. -1 is all.</summary>
    [Range(-1, 10_000)]
    public int ReportedMax { get; set; } = 50;

    /// <summary>How often is looked for images that came or went without the agent.</summary>
    public TimeSpan ReportPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (LowThresholdPercent >= HighThresholdPercent)
        {
            yield return new ValidationResult(
                $"ImageOptions.LowThresholdPercent must be below HighThresholdPercent, {HighThresholdPercent}; got {LowThresholdPercent}.", [nameof(LowThresholdPercent)]);
        }

        if (MinimumAge < TimeSpan.Zero || Period <= TimeSpan.Zero || ReportPeriod <= TimeSpan.Zero)
        {
            yield return new ValidationResult(
                "ImageOptions.MinimumAge must be 0 or more, and Period and ReportPeriod longer than 0.", [nameof(MinimumAge), nameof(Period), nameof(ReportPeriod)]);
        }

        if (RegistryConfigFile is { Length: > 0 } file && NodeCredentials.FaultOf(file) is { } fault)
        {
            yield return new ValidationResult(fault, [nameof(RegistryConfigFile)]);
        }
    }
}
