using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Validation.Pods;

namespace Orchestrator.Resources.Validation;

/// <summary>Rules for the selector and the pod template of a controller whose pods never end.</summary>
internal static class TemplateValidation
{
    public static void Validate(LabelSelector selector, PodTemplateSpec template, FieldErrors errors)
    {
        SelectorValidation.Validate(selector, "spec.selector", errors);
        MetadataValidation.ValidateLabels(template.Metadata.Labels, "spec.template.metadata.labels", errors);
        MetadataValidation.ValidateAnnotations(template.Metadata.Annotations, "spec.template.metadata.annotations", errors);
        NodeLossValidation.Validate(template.Metadata.Annotations, "spec.template.metadata.annotations", errors);
        MachineValidation.Validate(template.Metadata.Annotations, "spec.template.metadata.annotations", errors);
        if (!selector.IsEmpty && !selector.Matches(template.Metadata.Labels))
        {
            errors.Invalid("spec.template.metadata.labels", template.Metadata.Labels, "`selector` does not match template `labels`");
        }

        PodValidation.Validate(template.Spec, "spec.template.spec", isTemplate: true, errors);
        if (template.Spec.RestartPolicy is RestartPolicy.OnFailure or RestartPolicy.Never)
        {
            errors.NotSupported("spec.template.spec.restartPolicy", template.Spec.RestartPolicy, [RestartPolicy.Always]);
        }

        if (template.Spec.ActiveDeadlineSeconds is not null)
        {
            errors.Forbidden("spec.template.spec.activeDeadlineSeconds", "activeDeadlineSeconds in ReplicaSet is not Supported");
        }
    }
}
