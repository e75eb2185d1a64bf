using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for what a pod asks of its machine by annotations.</summary>
internal static class MachineValidation
{
    public static void Validate(ImmutableSortedDictionary<string, string> annotations, string path, FieldErrors errors)
    {
        if (annotations.TryGetValue(MachineAnnotation.ShmSize, out var size) && (!Quantity.TryParse(size, out var amount) || amount.Value <= 0))
        {
            errors.Invalid($"{path}[{MachineAnnotation.ShmSize}]", size, "must be a quantity greater than 0, such as 1Gi");
        }

        if (annotations.TryGetValue(MachineAnnotation.Devices, out var devices) && HostDevice.ParseList(devices) is null)
        {
            errors.Invalid($"{path}[{MachineAnnotation.Devices}]", devices, "must be a list such as /dev/fuse,/dev/ttyUSB0:/dev/modem:rw of devices below /dev");
        }
    }
}
