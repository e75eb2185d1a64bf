using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Orchestrator.Grains;
using Orchestrator.Host.Serving;
using Orchestrator.Planning.Scheduling.Scores;

namespace Orchestrator.Host.Commands;

/// <summary>The options that say which of the nodes that take a pod is the best. Names of strategies are Kubernetes'.</summary>
internal sealed class SchedulingOptions
{
    private static readonly ImmutableSortedDictionary<string, ScoringStrategy> Strategies =
        Enum.GetValues<ScoringStrategy>().ToImmutableSortedDictionary(strategy => strategy.ToString(), strategy => strategy, StringComparer.Ordinal);

    private readonly Option<string?> _strategy = new("--scheduling-strategy")
    {
        Description = "LeastAllocated (the default) spreads pods, MostAllocated packs them so that nodes stay free for large ones, RequestedToCapacityRatio goes by --scheduling-shape.",
    };

    private readonly Option<string?> _resources = new("--scheduling-resources")
    {
        Description = "By which resources, with their weights: cpu=1,memory=1 by default; nvidia.com/gpu=5,cpu=1 packs GPUs first.",
    };

    private readonly Option<string?> _shape = new("--scheduling-shape")
    {
        Description = "What a share that is taken, in percent, is worth, from 0 to 10: 0=0,100=10 by default, which fills nodes up.",
    };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [_strategy, _resources, _shape];

    /// <summary>What was given, to be put on the control plane's own settings.</summary>
    /// <exception cref="InvalidSettingException">Something is wrong.</exception>
    public Action<ControlPlaneOptions> Read(ParseResult result)
    {
        var given = new SchedulingSettings();
        if (result.GetValue(_strategy) is { } name)
        {
            given = given with
            {
                Strategy = Strategies.TryGetValue(name, out var strategy) ? strategy
                    : throw new InvalidSettingException($"{_strategy.Name} must be {string.Join(", ", Strategies.Keys)}; got '{name}'."),
            };
        }

        if (result.GetValue(_resources) is { } resources)
        {
            given = given with { Resources = [.. Pairs(_resources, resources, "name=weight").Select(pair => new ScoredResource(pair.Name, pair.Value))] };
        }

        if (result.GetValue(_shape) is { } shape)
        {
            given = given.Strategy == ScoringStrategy.RequestedToCapacityRatio ? given with { Shape = [.. Pairs(_shape, shape, "percent=score").Select(Point)] }
                : throw new InvalidSettingException($"{_shape.Name} has no effect without {_strategy.Name} {ScoringStrategy.RequestedToCapacityRatio}.");
        }

        return given.Fault() is { } fault ? throw new InvalidSettingException($"The scheduling options are wrong: {fault}.") : options => options.Scheduling = given;
    }

    private UtilizationPoint Point((string Name, int Value) pair) => int.TryParse(pair.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var percent)
        ? new UtilizationPoint(percent, pair.Value)
        : throw new InvalidSettingException($"{_shape.Name} must be percent=score, with commas between; got '{pair.Name}'.");

    private static IEnumerable<(string Name, int Value)> Pairs(Option<string?> option, string text, string form) =>
        text.Split(',', StringSplitOptions.TrimEntries).Select(part => part.Split('=', 2) is [{ Length: > 0 } name, var value] && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (name, number)
            : throw new InvalidSettingException($"{option.Name} must be {form}, with commas between; got '{part}'."));
}
