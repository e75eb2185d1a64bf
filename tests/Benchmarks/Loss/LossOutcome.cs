namespace Orchestrator.Benchmarks.Loss;

/// <summary>What losing machines brought.</summary>
internal sealed class LossOutcome
{
    /// <summary>Ours, with default settings.</summary>
    public List<LossSample> Ours { get; } = [];

    /// <summary>Swarm, with default settings.</summary>
    public List<LossSample> Swarm { get; } = [];

    /// <summary>Swarm with a heartbeat of a second, which is as quick as it gets without losing machines that are well.</summary>
    public List<LossSample> QuickSwarm { get; } = [];

    /// <summary>Seconds that the engines of the other machines need to start as many containers as are lost, by raw calls, just before each loss of ours.</summary>
    public List<double> FloorSeconds { get; } = [];
}
