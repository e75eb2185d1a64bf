using System.ComponentModel.DataAnnotations;

namespace Orchestrator.Agent.Devices;

/// <summary>How the devices of a machine are found and given to containers.</summary>
public sealed class DeviceOptions : IValidatableObject
{
    /// <summary>The program that knows NVIDIA GPUs: a name that is looked for in PATH, or a path. Empty looks for no such GPUs.</summary>
    public string NvidiaSmi { get; set; } = "nvidia-smi";

    /// <summary>Folders with specifications of the Container Device Interface; of two that name the same device the later one counts.</summary>
    public IReadOnlyList<string> CdiFolders { get; set; } = ["/etc/cdi", "/var/run/cdi"];

    /// <summary>How often devices are looked at.</summary>
    public TimeSpan Period { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the program may take: with a broken GPU it may never end.</summary>
    public TimeSpan ProgramTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>By how many pods a GPU can be shared in slices of time; 0 offers no slices.</summary>
    [Range(0, 1_000)]
    public int TimeSlices { get; set; }

    /// <summary>How the engine is asked for GPUs.</summary>
    [EnumDataType(typeof(DeviceInjection))]
    public DeviceInjection Injection { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Period <= TimeSpan.Zero || ProgramTimeout <= TimeSpan.Zero)
        {
            yield return new ValidationResult("DeviceOptions.Period and ProgramTimeout must be longer than 0.", [nameof(Period), nameof(ProgramTimeout)]);
        }
    }
}
