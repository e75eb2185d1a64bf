namespace Orleans.Runtime;

/// <summary>A timer of a grain. Disposing it stops it and cancels the tick that runs.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets the time to the next tick, and the time from the end of a tick to the next.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}
