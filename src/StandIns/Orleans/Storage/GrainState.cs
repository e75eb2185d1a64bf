namespace Orleans;

/// <summary>A state in memory.</summary>
internal sealed class GrainState<T> : IGrainState<T>
{
    public T? State { get; set; }

    public string? ETag { get; set; }

    public bool RecordExists { get; set; }
}
