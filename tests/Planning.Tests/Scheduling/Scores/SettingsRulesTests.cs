using Orchestrator.Planning.Scheduling.Placing;
using Orchestrator.Planning.Scheduling.Scores;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Tests.Scheduling.Scores;

public sealed class SettingsRulesTests
{
    public static TheoryData<SchedulingSettings, string> Wrong => new()
    {
        { new SchedulingSettings { PercentageOfNodesToScore = 101 }, "PercentageOfNodesToScore must be from 0 to 100; got 101" },
        { new SchedulingSettings { Resources = [new ScoredResource("cpu", 0)] }, "Resources must have weights from 1 to 100" },
        { new SchedulingSettings { Weights = new ScoreWeights { Images = -1 } }, "Weights must be from 0 to 100 each" },
        { new SchedulingSettings { Shape = [] }, "Shape must have a point" },
        { new SchedulingSettings { Shape = [new UtilizationPoint(0, 11)] }, "Shape must have utilizations from 0 to 100 and scores from 0 to 10; got 0 and 11" },
        { new SchedulingSettings { Shape = [new UtilizationPoint(50, 1), new UtilizationPoint(50, 2)] }, "Shape must have rising utilizations; 50 comes after 50" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Scheduler_wrong_setting_is_named(SchedulingSettings settings, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new Scheduler(new Cluster(), settings)).Message);
}
