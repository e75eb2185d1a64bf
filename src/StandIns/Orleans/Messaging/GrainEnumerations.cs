namespace Orleans.Messaging;

/// <summary>The enumerations that run in one activation.</summary>
internal sealed class GrainEnumerations
{
    private readonly Lock _gate = new();
    private readonly HashSet<IGrainEnumeration> _running = [];

    public void Add(IGrainEnumeration enumeration)
    {
        lock (_gate)
        {
            _running.Add(enumeration);
        }
    }

    public void Remove(IGrainEnumeration enumeration)
    {
        lock (_gate)
        {
            _running.Remove(enumeration);
        }
    }

    public void AbortAll()
    {
        IGrainEnumeration[] running;
        lock (_gate)
        {
            running = [.. _running];
        }

        foreach (var enumeration in running)
        {
            enumeration.Abort();
        }
    }
}
