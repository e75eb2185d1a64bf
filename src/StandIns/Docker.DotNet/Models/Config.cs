namespace Docker.DotNet.Models;

/// <summary>What a container or an image says about the process to run.</summary>
public class Config
{
    public string? Hostname { get; set; }

    public string? User { get; set; }

    public IDictionary<string, EmptyStruct>? ExposedPorts { get; set; }

    public bool Tty { get; set; }

    public bool OpenStdin { get; set; }

    public bool StdinOnce { get; set; }

    public IList<string>? Env { get; set; }

    public IList<string>? Cmd { get; set; }

    public string? Image { get; set; }

    public string? WorkingDir { get; set; }

    public IList<string>? Entrypoint { get; set; }

    public IDictionary<string, string>? Labels { get; set; }

    public string? StopSignal { get; set; }
}
