using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>How to start a created process.</summary>
public class ContainerExecStartParameters
{
    public bool Tty { get; set; }

    [JsonIgnore]
    public bool AttachStdin { get; set; }

    [JsonIgnore]
    public bool AttachStderr { get; set; }

    [JsonIgnore]
    public bool AttachStdout { get; set; }

    public bool Detach { get; set; }
}
