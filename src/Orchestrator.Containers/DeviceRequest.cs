namespace Orchestrator.Containers;

/// <summary>Devices that an engine gets from the driver of their vendor.</summary>
/// <param name="Driver">Who knows the devices: <see cref="Cdi"/>, or empty for whichever driver of the engine has the capabilities.</param>
/// <param name="Ids">Ids of devices, as the driver knows them.</param>
/// <param name="Capabilities">What the driver must be capable of, all of them, such as <c>gpu</c>; empty where the driver is named.</param>
public sealed record DeviceRequest(string Driver, IReadOnlyList<string> Ids, IReadOnlyList<string> Capabilities)
{
    /// <summary>The driver for names of the Container Device Interface, <c>vendor.com/class=name</c>; Docker 25 and newer have it.</summary>
    public const string Cdi = "cdi";
}
