namespace Orchestrator.Host.Client.Doctoring;

/// <summary>How a check went.</summary>
internal enum CheckLevel
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, or will once something is started, and somebody should look at it.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Failed,
}
