using System.Collections.Immutable;

namespace Orchestrator.Agent.Devices;

/// <summary>A device that a specification of the Container Device Interface names.</summary>
/// <param name="Kind">Its kind, as <c>vendor.com/class</c>.</param>
/// <param name="Name">Its name within the kind.</param>
/// <param name="Nodes">The device files that it stands for.</param>
public sealed record CdiDevice(string Kind, string Name, ImmutableSortedSet<string> Nodes)
{
    /// <summary>The name by which engines are asked for it: <c>vendor.com/class=name</c>.</summary>
    public string QualifiedName => $"{Kind}={Name}";
}
