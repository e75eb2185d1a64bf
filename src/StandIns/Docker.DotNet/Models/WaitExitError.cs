namespace Docker.DotNet.Models;

/// <summary>Why waiting failed.</summary>
public class WaitExitError
{
    public string? Message { get; set; }
}
