namespace Orchestrator.Agent.Devices;

/// <summary>A device that a pod is to have for itself is still in use by another that ends.</summary>
internal sealed class DeviceTakenException(string device) : Exception($"The device {device} is still used by a pod that ends; the container is made when that is gone.");
