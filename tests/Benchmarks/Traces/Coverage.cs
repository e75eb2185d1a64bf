namespace Orchestrator.Benchmarks.Traces;

/// <summary>The time that some spans cover together, within a window. Spans that overlap count once.</summary>
internal sealed class Coverage
{
    private const double NanosecondsPerSecond = 1e9;
    private readonly List<(ulong From, ulong To)> _parts = [];

    /// <summary>Of these spans, what lies in the window.</summary>
    public Coverage(IEnumerable<Span> spans, ulong from, ulong to)
    {
        var inside = spans.Where(span => span.Ended > from && span.Began < to).Select(span => (From: Math.Max(span.Began, from), To: Math.Min(span.Ended, to)));
        foreach (var part in inside.OrderBy(part => part.From))
        {
            if (_parts.Count > 0 && part.From <= _parts[^1].To)
            {
                _parts[^1] = (_parts[^1].From, Math.Max(_parts[^1].To, part.To));
            }
            else
            {
                _parts.Add(part);
            }
        }
    }

    /// <summary>How long it is.</summary>
    public double Seconds => _parts.Sum(part => (double)(part.To - part.From)) / NanosecondsPerSecond;

    /// <summary>How much of it lies in another.</summary>
    public double SecondsIn(Coverage other) => _parts.Sum(part => other._parts.Sum(theirs => Overlap(part, theirs))) / NanosecondsPerSecond;

    private static double Overlap((ulong From, ulong To) one, (ulong From, ulong To) two)
    {
        var (from, to) = (Math.Max(one.From, two.From), Math.Min(one.To, two.To));
        return to > from ? to - from : 0;
    }
}
