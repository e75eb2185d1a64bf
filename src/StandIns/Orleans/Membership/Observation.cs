namespace Orleans.Runtime;

/// <summary>How often in a row a silo's row was seen unchanged. Looks are counted and not time, so that nothing is held against a silo that nobody looked at.</summary>
internal sealed class Observation
{
    private DateTime? _aliveTime;

    private Observation(int missed) => Missed = missed;

    /// <summary>The looks that saw the row unchanged since it last changed; below zero while more are granted than usual.</summary>
    public int Missed { get; private set; }

    /// <summary>Whether the silo's machine said, since the row last changed, that no process holds the silo's port.</summary>
    public bool IsRefused { get; set; }

    /// <summary>A silo that was not observed yet.</summary>
    public static Observation New() => new(0);

    /// <summary>A silo that is observed again after the table could not be reached: it may need longer than others to reach it again.</summary>
    public static Observation AfterOutage(int granted) => new(-granted);

    /// <summary>Takes over what was read; answers whether the silo is known to have renewed its row.</summary>
    public bool See(DateTime aliveTime)
    {
        var isFirst = _aliveTime is null;
        var isNews = !isFirst && aliveTime != _aliveTime;
        _aliveTime = aliveTime;
        IsRefused &= !isNews;
        Missed = isNews ? 0 : isFirst ? Missed : Missed + 1;
        return isNews;
    }
}
