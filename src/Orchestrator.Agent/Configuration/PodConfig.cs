using System.Collections.Immutable;
using Orchestrator.Contracts.Reading;
using Orchestrator.Planning.Configuration;

namespace Orchestrator.Agent.Configuration;

/// <summary>
/// The ConfigMaps and Secrets of one pod. What was read stays in memory, so that a container starts again while the database is away, and what says that it never changes is
/// read once.
/// </summary>
/// <param name="watch">What finds out about changes.</param>
/// <param name="changed">Called when something that was read, or was not there, has changed.</param>
internal sealed class PodConfig(ConfigWatch watch, Action changed) : IDisposable
{
    private const long Absent = 0;
    private const long Unknown = -1;
    private static readonly TimeSpan ReadLongest = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<ConfigReference, Known> _known = [];
    private int _changes;

    /// <summary>How often something has changed: what was read before the last change may be old.</summary>
    public int Changes => Volatile.Read(ref _changes);

    /// <summary>What was asked for and can change.</summary>
    public IReadOnlyList<ConfigReference> Changeable
    {
        get
        {
            lock (_lock)
            {
                return [.. _known.Where(known => known.Value.Object is not { IsImmutable: true }).Select(known => known.Key)];
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Forget();

    /// <summary>Follows no change any more, until something is read again.</summary>
    public void Forget() => watch.Forget(this);

    /// <summary>Reads these, and follows their changes from then on.</summary>
    public async Task<ConfigContents> ReadAsync(IReadOnlyCollection<ConfigReference> references, CancellationToken cancellationToken)
    {
        if (references.Count == 0)
        {
            return ConfigContents.Empty;
        }

        watch.Follow(this);
        using var timeUp = new CancellationTokenSource(ReadLongest, watch.Clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeUp.Token);
        var answers = ImmutableDictionary.CreateBuilder<ConfigReference, ConfigAnswer>();
        foreach (var reference in references)
        {
            answers[reference] = await ReadAsync(reference, linked.Token);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return new ConfigContents(answers.ToImmutable());
    }

    /// <summary>These are the versions of what was asked for; who has none is not there.</summary>
    public void Compare(IReadOnlyList<ConfigReference> asked, IReadOnlyDictionary<ConfigReference, long> versions)
    {
        var news = false;
        lock (_lock)
        {
            foreach (var reference in asked)
            {
                var (known, version) = (_known[reference], versions.GetValueOrDefault(reference, Absent));
                news |= known.Version != version;
                _known[reference] = known with { Version = version };
            }
        }

        if (news)
        {
            Interlocked.Increment(ref _changes);
            changed();
        }
    }

    // Time that is up is as good as a database that does not answer; whoever called it off is told by the caller.
    private async Task<ConfigAnswer> ReadAsync(ConfigReference reference, CancellationToken cancellationToken)
    {
        var known = Find(reference);
        if (known?.Object is { IsImmutable: true } kept)
        {
            return new ConfigAnswer(kept);
        }

        try
        {
            var found = await watch.Source.FindAsync(reference, cancellationToken);
            Note(reference, new Known(found?.Version ?? Absent, found));
            return new ConfigAnswer(found);
        }
        catch (SealedValueException e)
        {
            // Its version does not tell when the key will be there, so that no change is waited for.
            Note(reference, known ?? new Known(Unknown, null));
            return new ConfigAnswer(null, e.Message);
        }
        catch (Exception e) when (e is StorageUnavailableException or OperationCanceledException)
        {
            Note(reference, new Known(Unknown, known?.Object));
            return known?.Object is { } last
                ? new ConfigAnswer(last)
                : new ConfigAnswer(null, $"the {reference.Kind} {reference.Namespace}/{reference.Name} cannot be read now, because the database does not answer");
        }
    }

    private Known? Find(ConfigReference reference)
    {
        lock (_lock)
        {
            return _known.GetValueOrDefault(reference);
        }
    }

    private void Note(ConfigReference reference, Known known)
    {
        lock (_lock)
        {
            _known[reference] = known;
        }
    }

    private sealed record Known(long Version, ConfigObject? Object);
}
