namespace Orchestrator.Resources.Description;

/// <summary>The field is kept and returned but has no effect yet.</summary>
/// <param name="why">The sentence that says what is missing.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class StoredAttribute(string why) : Attribute
{
    /// <summary>The sentence that says what is missing.</summary>
    public string Why { get; } = why;
}
