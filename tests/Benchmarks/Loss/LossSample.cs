namespace Orchestrator.Benchmarks.Loss;

/// <summary>One loss of a machine. All times count from the mishap.</summary>
internal sealed record LossSample
{
    /// <summary>Seconds until the machine was held for lost.</summary>
    public required double DecidedSeconds { get; init; }

    /// <summary>Seconds until as many replicas as wanted ran on the other machines.</summary>
    public required double RunningSeconds { get; init; }

    /// <summary>Seconds from the machine's return until it was counted on again.</summary>
    public required double BackSeconds { get; init; }

    /// <summary>Seconds from the machine's return until the last container on it was gone that had been replaced; 0 where none ran.</summary>
    public required double DoubledSeconds { get; init; }
}
