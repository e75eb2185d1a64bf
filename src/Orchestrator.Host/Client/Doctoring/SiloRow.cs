namespace Orchestrator.Host.Client.Doctoring;

/// <summary>A start of a silo, as the cluster's table of members has it.</summary>
/// <param name="Name">The silo's name.</param>
/// <param name="Address">Where other silos reach it.</param>
/// <param name="Port">The port for other silos.</param>
/// <param name="ClientPort">The port for clients.</param>
/// <param name="Status">Orleans' number for its status.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="AliveAt">When it was last heard of.</param>
internal sealed record SiloRow(string Name, string Address, int Port, int ClientPort, int Status, DateTimeOffset StartedAt, DateTimeOffset AliveAt)
{
    private const int Active = 3;
    private const int Dead = 6;

    /// <summary>Whether it counts as a working member.</summary>
    public bool IsActive => Status == Active;

    /// <summary>Whether it was found dead, or has left.</summary>
    public bool IsDead => Status == Dead;
}
