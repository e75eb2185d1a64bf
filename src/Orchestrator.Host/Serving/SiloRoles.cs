namespace Orchestrator.Host.Serving;

/// <summary>What a silo does for its cluster.</summary>
[Flags]
internal enum SiloRoles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It hosts the control plane: the grains of all objects.</summary>
    Control = 1,

    /// <summary>It runs pods on its machine.</summary>
    Worker = 2,

    /// <summary>Both.</summary>
    All = Control | Worker,
}
