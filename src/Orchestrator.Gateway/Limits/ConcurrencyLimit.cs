namespace Orchestrator.Gateway.Limits;

/// <summary>So many of something at a time; whoever comes when all places are taken is sent away rather than kept waiting.</summary>
internal sealed class ConcurrencyLimit(int placesMax)
{
    private int _taken;

    /// <summary>How many places are taken.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Takes a place; disposing the result gives it back. Null where none is free.</summary>
    public IDisposable? TryEnter()
    {
        if (Interlocked.Increment(ref _taken) <= placesMax)
        {
            return new Place(this);
        }

        Interlocked.Decrement(ref _taken);
        return null;
    }

    private sealed class Place(ConcurrencyLimit limit) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                Interlocked.Decrement(ref limit._taken);
            }
        }
    }
}
