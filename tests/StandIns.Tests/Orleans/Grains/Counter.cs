namespace StandIns.Tests.Silos;

/// <summary>A stored state.</summary>
public sealed class Counter
{
    public int Value { get; set; }

    public string? Label { get; set; }
}
