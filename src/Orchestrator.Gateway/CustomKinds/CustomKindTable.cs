using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Access.Rules;
using Orchestrator.Gateway.Errors;
using Orchestrator.Planning.CustomResources;
using Orchestrator.Resources.CustomResources;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.CustomKinds;

/// <summary>
/// The kinds that CustomResourceDefinitions describe, kept up to date by a watch, so that every gateway of a cluster serves a kind about a tenth of a second after
/// its names were accepted, and has it before the definition is called established.
/// </summary>
internal sealed partial class CustomKindTable : IAsyncDisposable
{
    private static readonly KindDescription Definition = ResourceKinds.Of<CustomResourceDefinition>();
    private static readonly TimeSpan LoadsWithin = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly WatchedKind<CustomResourceDefinition> _definitions;
    private readonly IResourceReader _reader;
    private readonly TimeProvider _time;
    private readonly ILogger<CustomKindTable> _logger;
    private readonly Lazy<Task> _following;
    private Dictionary<string, Described> _described = new(StringComparer.Ordinal);
    private volatile CustomKindSet _current = CustomKindSet.Empty;
    private volatile ImmutableDictionary<string, (string Uid, long Version)> _served = ImmutableDictionary<string, (string Uid, long Version)>.Empty;
    private volatile TaskCompletionSource _change = NewChange();

    public CustomKindTable(IResourceReader reader, TimeProvider time, ILogger<CustomKindTable> logger)
    {
        (_reader, _time, _logger) = (reader, time, logger);
        _definitions = new WatchedKind<CustomResourceDefinition>(reader, time, Describe, fault => LogNotFollowed(_logger, fault));
        _following = new Lazy<Task>(() => _definitions.FollowAsync(_end.Token));
    }

    /// <summary>Called after the set of kinds has changed.</summary>
    public event Action? Changed;

    /// <summary>The kinds as they are now.</summary>
    public CustomKindSet Current => _current;

    /// <summary>Waits until the definitions were read once; 503 where they can't be.</summary>
    public async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        _ = _following.Value;
        if (!_definitions.Loaded.IsCompleted)
        {
            await WithinAsync(_definitions.Loaded, cancellationToken);
        }
    }

    /// <summary>Waits for a definition that is stored and not yet seen here; returns at once where there is none of that name.</summary>
    public async Task CatchUpAsync(string plural, string group, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        var key = new ResourceKey(Definition.Group, Definition.Kind, "", $"{plural}.{group}");
        if (await _reader.FindAsync(key, cancellationToken) is not { } stored || !ResourceJson.Deserialize<CustomResourceDefinition>(stored.Document.Span).Is(CustomResourceConditionType.NamesAccepted))
        {
            return;
        }

        var (since, change) = (_time.GetTimestamp(), _change);
        while (!IsSeen(stored) && _time.GetElapsedTime(since) < LoadsWithin)
        {
            await WithinAsync(change.Task, cancellationToken);
            change = _change;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_following.IsValueCreated)
        {
            await _following.Value;
        }

        _end.Dispose();
    }

    private bool IsSeen(StoredResource stored) =>
        _served.TryGetValue(stored.Key.Name, out var seen) && (seen.Uid != stored.Uid || seen.Version >= stored.ResourceVersion);

    private static long ResourceVersionOf(CustomResourceDefinition definition) =>
        long.Parse(definition.Metadata.ResourceVersion!, System.Globalization.CultureInfo.InvariantCulture);

    private async Task WithinAsync(Task task, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(LoadsWithin, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw Refusals.Unavailable("which custom resources there are could not be read from the database yet; please try again");
        }
    }

    // What a definition describes is made anew only where it says something else: schemas are long, and a status changes several times at the start.
    private void Describe()
    {
        bool isChanged;
        var definitions = _definitions.Objects;
        lock (_lock)
        {
            var described = definitions.ToDictionary(definition => definition.Metadata.Name, DescribedOf, StringComparer.Ordinal);
            isChanged = described.Count != _described.Count || described.Any(pair => !_described.TryGetValue(pair.Key, out var known) || known != pair.Value);
            _described = described;
            if (isChanged)
            {
                _current = new CustomKindSet([.. InOrder(described.Values)]);
            }
        }

        if (isChanged)
        {
            Changed?.Invoke();
        }

        _served = definitions.ToImmutableDictionary(definition => definition.Metadata.Name, definition => (definition.Metadata.Uid, ResourceVersionOf(definition)), StringComparer.Ordinal);
        Interlocked.Exchange(ref _change, NewChange()).TrySetResult();
    }

    private Described DescribedOf(CustomResourceDefinition definition)
    {
        var meta = definition.Metadata;
        var state = (meta.Uid, meta.Generation, definition.Is(CustomResourceConditionType.NamesAccepted), meta.DeletionTimestamp is not null);
        return _described.TryGetValue(meta.Name, out var known) && known.State == state ? known : new Described(state, definition, CustomKind.Of(definition));
    }

    // Should two gateways' views of who has a name ever differ for a moment, the same definition wins on both.
    private static IEnumerable<KindDescription> InOrder(IEnumerable<Described> described)
    {
        var taken = new HashSet<(string Group, string Kind)>();
        var first = described.Order(Comparer<Described>.Create((left, right) => DefinitionPlanner.Precedes(left.Definition, right.Definition) ? -1 : left == right ? 0 : 1));
        return first
            .Where(found => found.Kinds.IsEmpty || taken.Add((found.Kinds[0].Group, found.Kinds[0].Kind)))
            .SelectMany(found => found.Kinds)
            .OrderBy(kind => kind.Group, StringComparer.Ordinal)
            .ThenBy(kind => kind.Version, VersionOrder.MostStableFirst)
            .ThenBy(kind => kind.Plural, StringComparer.Ordinal);
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Described((string Uid, long Generation, bool IsAccepted, bool IsEnding) state, CustomResourceDefinition definition, ImmutableArray<KindDescription> kinds)
    {
        public (string Uid, long Generation, bool IsAccepted, bool IsEnding) State { get; } = state;

        public CustomResourceDefinition Definition { get; } = definition;

        public ImmutableArray<KindDescription> Kinds { get; } = kinds;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes of CustomResourceDefinitions cannot be followed; the kinds from before stay served, and it is tried again.")]
    private static partial void LogNotFollowed(ILogger logger, Exception exception);
}
