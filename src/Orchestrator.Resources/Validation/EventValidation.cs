using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation;

/// <summary>Rules for events.</summary>
internal static class EventValidation
{
    /// <summary>Events about objects that have no namespace live in this one.</summary>
    private const string NamespaceOfTheRest = "default";

    public static void Validate(Event occurrence, FieldErrors errors)
    {
        var about = occurrence.InvolvedObject.Namespace ?? "";
        var expected = about.Length == 0 ? NamespaceOfTheRest : about;
        if (occurrence.Metadata.Namespace != expected && !(about.Length == 0 && occurrence.Metadata.Namespace == "kube-system"))
        {
            errors.Invalid("involvedObject.namespace", about, "does not match event.namespace");
        }
    }
}
