using Orchestrator.Agent.Devices;
using Orchestrator.Host.Serving;

namespace Orchestrator.Host.Tests.Serving;

public sealed class NodeResourcesTests
{
    [Fact]
    public void Devices_what_is_not_said_stays_as_it_was_configured()
    {
        var devices = new DeviceOptions { NvidiaSmi = "smi", CdiFolders = ["/cdi"], Period = TimeSpan.FromSeconds(3), ProgramTimeout = TimeSpan.FromSeconds(5), TimeSlices = 2 };

        new NodeResources { GpuTimeSlices = 4, DeviceInjection = DeviceInjection.Cdi }.Set(devices);

        Assert.Equal((4, DeviceInjection.Cdi), (devices.TimeSlices, devices.Injection));
        Assert.Equal(("smi", "/cdi"), (devices.NvidiaSmi, Assert.Single(devices.CdiFolders)));
        Assert.Equal((3, 5), (devices.Period.TotalSeconds, devices.ProgramTimeout.TotalSeconds));
    }

    [Fact]
    public void Devices_what_is_said_counts()
    {
        var devices = new DeviceOptions();

        new NodeResources { NvidiaSmi = "", CdiFolders = ["/a", "/b"] }.Set(devices);

        Assert.Equal("", devices.NvidiaSmi);
        Assert.Equal(["/a", "/b"], devices.CdiFolders);
    }
}
