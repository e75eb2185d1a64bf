using Orchestrator.Resources.Core;

namespace Orchestrator.Simulations.Workload;

/// <summary>What all pods have in common: they differ in whose they are, and in how much they matter.</summary>
internal static class PodShape
{
    /// <summary>What each takes of a machine, unless it is a group's that takes more.</summary>
    public const long MilliCpu = 150;

    public static PodSpec Of(string image, string? priorityClass, long milliCpu = MilliCpu) => new()
    {
        PriorityClassName = priorityClass,
        Containers =
        [
            new Container
            {
                Name = "main",
                Image = image,
                Resources = new ResourceRequirements { Requests = QuantityMap.Empty.Add(ResourceName.Cpu, Quantity.OfMilli(milliCpu)) },
            },
        ],
    };
}
