namespace Orchestrator.Planning.Scheduling.Scores;

/// <summary>What settings have to be.</summary>
internal static class SettingsRules
{
    /// <summary>Throws where a setting is wrong; the message names it and says what would be right.</summary>
    public static void Check(SchedulingSettings settings)
    {
        Require(settings.PercentageOfNodesToScore is >= 0 and <= 100, $"PercentageOfNodesToScore must be from 0 to 100; got {settings.PercentageOfNodesToScore}");
        Require(settings.Resources.All(resource => resource.Weight is >= 1 and <= 100), "Resources must have weights from 1 to 100");
        var weights = settings.Weights;
        long[] all = [weights.Taints, weights.NodeAffinity, weights.Spread, weights.PodAffinity, weights.Allocation, weights.Balance, weights.Images];
        Require(Array.TrueForAll(all, weight => weight is >= 0 and <= 100), "Weights must be from 0 to 100 each");
        Require(!settings.Shape.IsEmpty, "Shape must have a point");
        for (var i = 0; i < settings.Shape.Length; i++)
        {
            var point = settings.Shape[i];
            Require(point is { Utilization: >= 0 and <= 100, Score: >= 0 and <= 10 }, $"Shape must have utilizations from 0 to 100 and scores from 0 to 10; got {point.Utilization} and {point.Score}");
            Require(i == 0 || point.Utilization > settings.Shape[i - 1].Utilization, $"Shape must have rising utilizations; {point.Utilization} comes after {settings.Shape[Math.Max(0, i - 1)].Utilization}");
        }
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new ArgumentException(message);
        }
    }
}
