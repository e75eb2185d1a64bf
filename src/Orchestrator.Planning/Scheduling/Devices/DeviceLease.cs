namespace Orchestrator.Planning.Scheduling.Devices;

/// <summary>A device, or a share of it, that a pod has.</summary>
/// <param name="PodUid">The pod.</param>
/// <param name="DeviceId">The device.</param>
/// <param name="MemoryBytes">The share of its memory; 0 unless it is shared so.</param>
/// <param name="Slices">The slices of its time; 0 unless it is shared so.</param>
public sealed record DeviceLease(string PodUid, string DeviceId, long MemoryBytes = 0, int Slices = 0)
{
    /// <summary>The name under which the pod's containers ask for it.</summary>
    public string Resource { get; init; } = "";

    /// <summary>Whether the pod has it for itself.</summary>
    public bool IsWhole => MemoryBytes == 0 && Slices == 0;
}
