namespace Docker.DotNet.Models;

/// <summary>A process to run in a container.</summary>
public class ContainerExecCreateParameters
{
    public string? User { get; set; }

    public bool Privileged { get; set; }

    public bool Tty { get; set; }

    public bool AttachStdin { get; set; }

    public bool AttachStderr { get; set; }

    public bool AttachStdout { get; set; }

    public bool Detach { get; set; }

    public string? DetachKeys { get; set; }

    public IList<string>? Env { get; set; }

    public string? WorkingDir { get; set; }

    public IList<string>? Cmd { get; set; }
}
