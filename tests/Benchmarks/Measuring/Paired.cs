using System.Globalization;

namespace Orchestrator.Benchmarks.Measuring;

/// <summary>Samples of ours and of what it is held against, taken in turn, so that a machine that slows down slows both.</summary>
/// <param name="time">The clock.</param>
/// <param name="peer">What ours is held against, in one word.</param>
internal sealed class Paired(TimeProvider time, string peer)
{
    // Neither side pays for what the engine still does about the one before it.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private readonly List<double> _ours = [];
    private readonly List<double> _peers = [];

    /// <summary>Takes the given number of samples of each side. Each answers in milliseconds, and ends with its own traces removed.</summary>
    public async Task TakeAsync(
        int rounds, Func<int, CancellationToken, Task<double>> ours, Func<int, CancellationToken, Task<double>> peers, CancellationToken cancellationToken)
    {
        for (var round = 0; round < rounds; round++)
        {
            await Task.Delay(Quiet, time, cancellationToken);
            _ours.Add(await ours(round, cancellationToken));
            await Task.Delay(Quiet, time, cancellationToken);
            _peers.Add(await peers(round, cancellationToken));
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"round {round + 1} of {rounds}: ours {_ours[^1]:F0} ms, {peer} {_peers[^1]:F0} ms"));
        }
    }

    /// <summary>The figure: the ratio of the medians.</summary>
    public Figure Ratio(string name, double target, params string[] notes)
    {
        var (ours, peers) = (Median.Of(_ours), Median.Of(_peers));
        return new Figure
        {
            Name = name,
            Value = ours / peers,
            Unit = "ratio",
            Target = target,
            Samples = new Dictionary<string, IReadOnlyList<double>> { ["ours_ms"] = _ours, [$"{peer}_ms"] = _peers },
            Notes = [.. notes, Describe("ours", ours, _ours), Describe(peer, peers, _peers)],
        };
    }

    private static string Describe(string side, double median, List<double> samples) => string.Create(
        CultureInfo.InvariantCulture, $"{side}: median {median:F0} ms of {samples.Count} (least {samples.Min():F0}, most {samples.Max():F0})");
}
