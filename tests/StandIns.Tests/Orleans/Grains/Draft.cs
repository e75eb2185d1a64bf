namespace StandIns.Tests.Silos;

/// <summary>A message that can change.</summary>
public sealed class Draft
{
    public List<string> Lines { get; set; } = [];
}
