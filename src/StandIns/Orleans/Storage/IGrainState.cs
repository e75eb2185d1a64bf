namespace Orleans;

/// <summary>What a storage reads, writes and clears.</summary>
public interface IGrainState<T>
{
    /// <summary>The state.</summary>
    T? State { get; set; }

    /// <summary>The stored version that the state comes from; null if none.</summary>
    string? ETag { get; set; }

    /// <summary>Whether a state is stored.</summary>
    bool RecordExists { get; set; }
}
