using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation;

/// <summary>Rules for events.</summary>
internal static class EventValidation
{
    /// <summary>Events about objects that have no namespace live in this one.</summary>
    private const string NamespaceOfTheRest = "default";

    public static void Validate(Event occurrence, FieldErrors errors) =>
        ValidateNamespace(occurrence.InvolvedObject.Namespace ?? "", "involvedObject.namespace", occurrence.Metadata.Namespace, errors);

    /// <summary>In its newer form an event says who does what since when; those that were made in the older one do not.</summary>
    public static void Validate(Events.Event occurrence, FieldErrors errors)
    {
        ValidateNamespace(occurrence.Regarding.Namespace ?? "", "regarding.namespace", occurrence.Metadata.Namespace, errors);
        if (occurrence is { DeprecatedCount: > 0 } or { DeprecatedFirstTimestamp: not null })
        {
            return;
        }

        Require(occurrence.EventTime is not null, "eventTime", errors);
        Require(!string.IsNullOrEmpty(occurrence.ReportingController), "reportingController", errors);
        Require(!string.IsNullOrEmpty(occurrence.ReportingInstance), "reportingInstance", errors);
        Require(!string.IsNullOrEmpty(occurrence.Action), "action", errors);
        Require(!string.IsNullOrEmpty(occurrence.Reason), "reason", errors);
    }

    private static void Require(bool isThere, string path, FieldErrors errors)
    {
        if (!isThere)
        {
            errors.Required(path);
        }
    }

    private static void ValidateNamespace(string about, string path, string ns, FieldErrors errors)
    {
        var expected = about.Length == 0 ? NamespaceOfTheRest : about;
        if (ns != expected && !(about.Length == 0 && ns == "kube-system"))
        {
            errors.Invalid(path, about, "does not match event.namespace");
        }
    }
}
