using System.ComponentModel.DataAnnotations;
using Orchestrator.Planning.Eviction;

namespace Orchestrator.Agent.Pressure;

/// <summary>When a node counts as short of something, and evicts. Names and defaults are Kubernetes' where it has them.</summary>
public sealed class PressureOptions : IValidatableObject
{
    /// <summary>Thresholds below which pods are evicted at once, as <c>memory.available&lt;100Mi,nodefs.available&lt;10%</c>.</summary>
    public string EvictionHard { get; set; } = EvictionThresholds.DefaultHard;

    /// <summary>Thresholds below which pods are evicted when that lasts.</summary>
    public string EvictionSoft { get; set; } = "";

    /// <summary>For how long a soft threshold has to be met.</summary>
    public TimeSpan EvictionSoftGrace { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>The longest grace of a pod that a soft threshold evicts.</summary>
    public TimeSpan EvictionPodGraceMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the node counts as short of something after it last was.</summary>
    public TimeSpan PressureTransition { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often the node looks.</summary>
    public TimeSpan Period { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often it looks at what pods have on disk.</summary>
    public TimeSpan DiskPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, text) in new[] { (nameof(EvictionHard), EvictionHard), (nameof(EvictionSoft), EvictionSoft) })
        {
            if (Wrong(text) is { } sentence)
            {
                yield return new ValidationResult($"PressureOptions.{name}: {sentence}.", [name]);
            }
        }

        if (Period <= TimeSpan.Zero || DiskPeriod <= TimeSpan.Zero)
        {
            yield return new ValidationResult("PressureOptions.Period and DiskPeriod must be longer than nothing.", [nameof(Period), nameof(DiskPeriod)]);
        }
    }

    internal EvictionSettings Settings() => new()
    {
        Thresholds = [.. EvictionThresholds.Parse(EvictionHard), .. EvictionThresholds.Parse(EvictionSoft, EvictionSoftGrace)],
        PressureTransition = PressureTransition,
        SoftGraceMax = EvictionPodGraceMax,
    };

    private static string? Wrong(string text)
    {
        try
        {
            EvictionThresholds.Parse(text);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }
}
