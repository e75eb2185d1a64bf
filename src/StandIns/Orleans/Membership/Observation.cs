namespace Orleans.Runtime;

/// <summary>
/// For how long a silo's row was seen unchanged, by the clock of whoever looks. Only time in which looking succeeded counts: after a gap the window begins anew.
/// </summary>
internal sealed class Observation(TimeProvider timeProvider)
{
    private DateTime? _aliveTime;
    private long _since;
    private long _lookedAt;

    /// <summary>Since when the row is unchanged, as a timestamp of the clock.</summary>
    public long Since => _since;

    /// <summary>Whether the row was looked at.</summary>
    public bool WasSeen => _aliveTime is not null;

    /// <summary>For how long the row was surely unchanged when it was last looked at.</summary>
    public TimeSpan Unchanged => _aliveTime is null || _lookedAt < _since ? TimeSpan.Zero : timeProvider.GetElapsedTime(_since, _lookedAt);

    /// <summary>Takes over what was read. Answers whether the row is known to have changed.</summary>
    /// <param name="aliveTime">When the silo renewed its row.</param>
    /// <param name="askedAt">Before the row was read: so long it was unchanged at least, however slow the answer was.</param>
    /// <param name="gapMax">How long may lie between two looks.</param>
    public bool See(DateTime aliveTime, long askedAt, TimeSpan gapMax)
    {
        var isNews = aliveTime != _aliveTime;
        if (isNews || timeProvider.GetElapsedTime(_lookedAt, askedAt) > gapMax)
        {
            _since = timeProvider.GetTimestamp();
        }

        var isAlive = isNews && _aliveTime is not null;
        _aliveTime = aliveTime;
        _lookedAt = askedAt;
        return isAlive;
    }
}
