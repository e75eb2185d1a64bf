using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Orleans.Placement;

/// <summary>
/// Asks placement directors. What one answered holds as long as the membership does not change, for a director may look at nothing else.
/// </summary>
internal sealed class GrainPlacement(
    IServiceProvider services,
    IEnumerable<PlacementDirection> directions,
    GrainClasses classes,
    GrainManifests manifests,
    GrainOwnership ownership,
    ILocalSiloDetails silo,
    SiloStatusOracle oracle) : IPlacementContext
{
    private const int AnswersMax = 50_000;

    private readonly PlacementDirection[] _directions = [.. directions];
    private readonly ConcurrentDictionary<GrainType, string?> _strategies = new();
    private volatile Answers _answers = new(new MembershipSnapshot(-1, []));

    public SiloAddress LocalSilo => silo.SiloAddress;

    public SiloStatus LocalSiloStatus => oracle.CurrentStatus;

    public SiloAddress[] GetCompatibleSilos(PlacementTarget target)
    {
        SiloAddress[] silos = [.. ownership.Of(target.GrainIdentity.Type).ToArray().Select(silo => silo.Address)];
        return silos.Length > 0 ? silos : throw new OrleansException($"No live silo can run the grain {target.GrainIdentity}.");
    }

    /// <summary>The name of the strategy that grains of this type are placed by; null if they are owned by hash.</summary>
    public string? StrategyOf(GrainType type)
    {
        if (_strategies.TryGetValue(type, out var known))
        {
            return known;
        }

        // Remembered only where somebody said it: a silo that is not heard yet may know the type.
        return classes.Find(type) is { } grainClass ? _strategies.GetOrAdd(type, grainClass.Placement?.GetType().ToString())
            : manifests.Find(type) is { } description ? _strategies.GetOrAdd(type, description.Placement)
            : null;
    }

    /// <summary>What the director said of the grain in this version of the membership; null if it was not asked yet.</summary>
    public SiloAddress? Known(GrainId grain) => Current().BySilo.GetValueOrDefault(grain);

    /// <summary>Whether a director for that strategy is here.</summary>
    public bool CanPlace(string strategy) => Direction(strategy) is not null;

    /// <summary>Asks the director.</summary>
    public async Task<SiloAddress> PlaceAsync(GrainId grain, string strategy, ImmutableDictionary<string, object>? requestContext)
    {
        var direction = Direction(strategy) ?? throw new OrleansConfigurationException(
            $"The placement strategy {strategy} has no director: call ISiloBuilder.AddPlacementDirector<TStrategy, TDirector>().");
        var director = services.GetRequiredKeyedService<IPlacementDirector>(direction.Strategy.GetType());
        var answers = Current();
        var target = new PlacementTarget(grain, requestContext is null ? [] : new Dictionary<string, object>(requestContext));
        var chosen = await director.OnAddActivation(classes.Find(grain.Type)?.Placement ?? direction.Strategy, target, this);
        if (answers.BySilo.Count >= AnswersMax)
        {
            answers.BySilo.Clear();
        }

        answers.BySilo[grain] = chosen;
        return chosen;
    }

    private PlacementDirection? Direction(string strategy) =>
        Array.Find(_directions, direction => direction.Strategy.GetType().ToString() == strategy);

    private Answers Current()
    {
        var answers = _answers;
        return ReferenceEquals(answers.Snapshot, oracle.Snapshot) ? answers : _answers = new Answers(oracle.Snapshot);
    }

    private sealed record Answers(MembershipSnapshot Snapshot)
    {
        public ConcurrentDictionary<GrainId, SiloAddress> BySilo { get; } = new();
    }
}
