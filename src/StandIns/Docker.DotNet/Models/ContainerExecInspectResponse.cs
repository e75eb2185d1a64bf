using System.Text.Json.Serialization;
using Docker.DotNet.Http;

namespace Docker.DotNet.Models;

/// <summary>Where a process in a container is in its life.</summary>
public class ContainerExecInspectResponse
{
    [JsonPropertyName("ID")]
    public string? ExecID { get; set; }

    public string? ContainerID { get; set; }

    public bool Running { get; set; }

    [JsonConverter(typeof(AbsentNumberConverter))]
    public long ExitCode { get; set; }

    public long Pid { get; set; }
}
