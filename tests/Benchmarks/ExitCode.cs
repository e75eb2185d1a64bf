namespace Orchestrator.Benchmarks;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    /// <summary>All figures are met.</summary>
    public const int Met = 0;

    /// <summary>A figure is short.</summary>
    public const int Short = 1;

    /// <summary>A figure could not be measured, or the command line was wrong.</summary>
    public const int NotMeasured = 2;

    /// <summary>Somebody ended it before it was done.</summary>
    public const int Interrupted = 130;
}
