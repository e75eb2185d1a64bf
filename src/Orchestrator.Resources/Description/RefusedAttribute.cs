namespace Orchestrator.Resources.Description;

/// <summary>The field is an error unless it is empty or has the one value that is the case anyway.</summary>
/// <param name="why">The sentence that says what is missing and what to do instead.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RefusedAttribute(string why) : Attribute
{
    /// <summary>The sentence that says what is missing and what to do instead.</summary>
    public string Why { get; } = why;

    /// <summary>The one value that is accepted, as JSON text.</summary>
    public required string Except { get; init; }
}
