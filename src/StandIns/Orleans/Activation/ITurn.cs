namespace Orleans.Runtime;

/// <summary>The beginning of work in an activation: its first turn, which may start more by awaiting.</summary>
internal interface ITurn
{
    /// <summary>Runs the first turn. Throws nothing.</summary>
    void Run();
}
