using System.Text.Json;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A machine, its system and its engine.</summary>
public sealed record NodeSystemInfo
{
    [Field(1, "The id that the system gave the machine.", Name = "machineID", Always = true)]
    public string MachineId { get; init; } = "";

    [Field(2, "The id that the hardware reports.", Name = "systemUUID", Always = true)]
    public string SystemUuid { get; init; } = "";

    [Field(3, "The id of this run of the system.", Name = "bootID", Always = true)]
    public string BootId { get; init; } = "";

    [Field(4, "Version of the kernel.", Always = true)]
    public string KernelVersion { get; init; } = "";

    [Field(5, "The distribution.", Name = "osImage", Always = true)]
    public string OsImage { get; init; } = "";

    [Field(6, "The engine and its version.", Always = true)]
    public string ContainerRuntimeVersion { get; init; } = "";

    [Field(7, "Version of the node's agent.", Always = true)]
    public string KubeletVersion { get; init; } = "";

    [Field(8, "Version of what serves services on the node.", Always = true)]
    public string KubeProxyVersion { get; init; } = "";

    [Field(9, "The system, such as linux.", Always = true)]
    public string OperatingSystem { get; init; } = "";

    [Field(10, "The architecture, such as amd64.", Always = true)]
    public string Architecture { get; init; } = "";

    [Field(11, "Swap space of the machine.")]
    [Stored("swap space is not managed")]
    public JsonElement? Swap { get; init; }
}
