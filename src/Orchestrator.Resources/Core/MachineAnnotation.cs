namespace Orchestrator.Resources.Core;

/// <summary>What a pod asks of its machine that Kubernetes' fields have no word for, as annotations of the pod.</summary>
public static class MachineAnnotation
{
    /// <summary>Size of <c>/dev/shm</c>, as a quantity: <c>1Gi</c>. Without it the engine's default holds, which is usually 64 MiB.</summary>
    public const string ShmSize = "orchestrator.dev/shm-size";

    /// <summary>Devices of the machine that all containers of the pod may use: <c>/dev/fuse,/dev/ttyUSB0:/dev/modem:rw</c>.</summary>
    public const string Devices = "orchestrator.dev/devices";
}
