namespace Orchestrator.Resources.Validation;

/// <summary>What is wrong with one field.</summary>
/// <param name="Field">The field's path, such as <c>spec.template.spec.containers[0].image</c>; empty where the document as a whole is meant.</param>
/// <param name="Reason">What kind of fault it is: one of <see cref="FieldErrorReason"/>.</param>
/// <param name="Message">What is wrong, for a person, without the path.</param>
public sealed record FieldError(string Field, string Reason, string Message)
{
    /// <summary>Path and message, as Kubernetes writes them.</summary>
    public override string ToString() => Field.Length == 0 ? Message : $"{Field}: {Message}";
}
