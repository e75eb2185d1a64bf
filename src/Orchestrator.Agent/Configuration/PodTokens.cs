using System.Collections.Immutable;
using Orchestrator.Contracts.Reading;
using Orchestrator.Planning.Configuration;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Configuration;

/// <summary>
/// The tokens of one pod's service account: each is kept until it is to be replaced, and beyond that, until it ends, where no newer one can be had. One that can't be had is asked for
/// again, also when the pod goes on with the file of an earlier one.
/// </summary>
/// <param name="source">What issues them.</param>
/// <param name="clock">The time.</param>
internal sealed class PodTokens(IConfigSource source, TimeProvider clock)
{
    private static readonly TimeSpan IssueLongest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(30);

    private readonly Dictionary<TokenReference, Held> _held = [];

    /// <summary>When the first of them is to be replaced, or asked for again; null where none was asked for.</summary>
    public DateTimeOffset? RenewAt => _held.Count == 0 ? null : _held.Values.Min(held => held.RenewAt);

    /// <summary>Tokens that are good now. May be called by one caller at a time.</summary>
    public async Task<ImmutableDictionary<TokenReference, TokenAnswer>> ReadAsync(Pod pod, IReadOnlyCollection<TokenReference> references, CancellationToken cancellationToken)
    {
        var answers = ImmutableDictionary.CreateBuilder<TokenReference, TokenAnswer>();
        foreach (var reference in references)
        {
            answers[reference] = await ReadAsync(pod, reference, cancellationToken);
        }

        return answers.ToImmutable();
    }

    private async Task<TokenAnswer> ReadAsync(Pod pod, TokenReference reference, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var held = _held.GetValueOrDefault(reference);
        if (held?.GoodAt(now) is { } fresh && now < held.RenewAt)
        {
            return new TokenAnswer(fresh);
        }

        using var timeUp = new CancellationTokenSource(IssueLongest, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeUp.Token);
        try
        {
            var token = await source.IssueTokenAsync(pod, reference, linked.Token);
            _held[reference] = new Held(token.Value, TokenLife.RenewAt(now, token.Expires), token.Expires);
            return new TokenAnswer(token.Value);
        }
        catch (Exception e) when (e is StorageUnavailableException or SealedValueException or ConfigException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var old = held?.GoodAt(now);
            _held[reference] = new Held(old, now + TryAgain, old is null ? now : held!.Expires);
            if (old is not null)
            {
                return new TokenAnswer(old);
            }

            var reason = e is SealedValueException or ConfigException ? e.Message : "the database does not answer";
            return new TokenAnswer(null, $"failed to fetch token: {reason}");
        }
    }

    // Without a value there was none to be had.
    private sealed record Held(string? Value, DateTimeOffset RenewAt, DateTimeOffset Expires)
    {
        public string? GoodAt(DateTimeOffset now) => now < Expires ? Value : null;

        public override string ToString() => $"a token until {Expires:O}";
    }
}
