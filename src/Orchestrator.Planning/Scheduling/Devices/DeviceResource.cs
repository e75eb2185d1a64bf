namespace Orchestrator.Planning.Scheduling.Devices;

/// <summary>Names under which containers ask for NVIDIA GPUs and for shares of them. The first and the last are those of NVIDIA's own device plugin.</summary>
public static class DeviceResource
{
    /// <summary>Whole GPUs.</summary>
    public const string Gpu = "nvidia.com/gpu";

    /// <summary>Bytes of one GPU's memory.</summary>
    public const string GpuMemory = "orchestrator.dev/gpu-memory";

    /// <summary>Slices of one GPU's time.</summary>
    public const string GpuShared = "nvidia.com/gpu.shared";
}
