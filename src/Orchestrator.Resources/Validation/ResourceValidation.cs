using System.Collections.Immutable;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Coordination;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.CustomResources;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Discovery;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Policy;
using Orchestrator.Resources.Rbac;
using Orchestrator.Resources.Scheduling;
using Orchestrator.Resources.Serialization;
using Orchestrator.Resources.Validation.Pods;
using Orchestrator.Resources.Validation.Policies;
using Orchestrator.Resources.Validation.Services;

namespace Orchestrator.Resources.Validation;

/// <summary>Says what is wrong with a resource, in Kubernetes' words.</summary>
public static class ResourceValidation
{
    /// <summary>
    /// What is wrong with a defaulted resource; nothing where it is well. Names that the server is to generate must be there already, or be asked for
    /// by <c>generateName</c>.
    /// </summary>
    /// <param name="next">The resource to be.</param>
    /// <param name="previous">The one that it replaces; null where it is new.</param>
    public static ImmutableArray<FieldError> Validate<T>(T next, T? previous)
        where T : class, IResource
    {
        var errors = new FieldErrors();
        var kind = ResourceKinds.Of<T>();
        var document = ResourceJson.ToElement(next);
        MetadataValidation.Validate(next.Metadata, kind, errors);
        DescribedValidation.Validate(document, kind.Schema, "", errors);
        if (previous is not null)
        {
            DescribedValidation.ValidateImmutable(document, ResourceJson.ToElement(previous), kind.Schema, "", errors);
            MetadataValidation.ValidateUpdate(next.Metadata, previous.Metadata, errors);
        }

        switch (next)
        {
            case Pod pod:
                PodValidation.Validate(pod.Spec, "spec", isTemplate: false, errors);
                NodeLossValidation.Validate(pod.Metadata.Annotations, "metadata.annotations", errors);
                PodGroupValidation.Validate(pod.Metadata, errors);
                MachineValidation.Validate(pod.Metadata.Annotations, "metadata.annotations", errors);
                if (previous is Pod { Spec: var before })
                {
                    PodUpdateValidation.Validate(pod.Spec, before, errors);
                }

                break;
            case Node node:
                NodeValidation.Validate(node.Spec, errors);
                break;
            case ReplicaSet set:
                TemplateValidation.Validate(set.Spec.Selector, set.Spec.Template, errors);
                break;
            case Deployment deployment:
                TemplateValidation.Validate(deployment.Spec.Selector, deployment.Spec.Template, errors);
                DeploymentValidation.Validate(deployment.Spec, errors);
                break;
            case Event occurrence:
                EventValidation.Validate(occurrence, errors);
                break;
            case Events.Event occurrence:
                EventValidation.Validate(occurrence, errors);
                break;
            case ConfigMap map:
                ConfigMapValidation.Validate(map, errors);
                ConfigMapValidation.ValidateUpdate(map, previous as ConfigMap, errors);
                break;
            case Service service:
                ServiceValidation.Validate(service.Spec, errors);
                break;
            case Endpoints endpoints:
                EndpointsValidation.Validate(endpoints, errors);
                break;
            case EndpointSlice slice:
                EndpointSliceValidation.Validate(slice, errors);
                break;
            case LimitRange range:
                LimitRangeValidation.Validate(range, errors);
                break;
            case ResourceQuota quota:
                ResourceQuotaValidation.Validate(quota.Spec, errors);
                break;
            case PriorityClass priority:
                PriorityClassValidation.Validate(priority, previous as PriorityClass, errors);
                break;
            case PodDisruptionBudget budget:
                DisruptionBudgetValidation.Validate(budget.Spec, errors);
                break;
            case Lease lease:
                LeaseValidation.Validate(lease.Spec, errors);
                break;
            case CustomResourceDefinition definition:
                DefinitionValidation.Validate(definition, previous as CustomResourceDefinition, errors);
                break;
            case ControllerRevision revision:
                ControllerRevisionValidation.Validate(revision, errors);
                break;
            case Secret secret:
                SecretValidation.Validate(secret, errors);
                SecretValidation.ValidateUpdate(secret, previous as Secret, errors);
                break;
            case Role role:
                RbacValidation.Validate(role.Rules, namespaced: true, errors);
                break;
            case ClusterRole role:
                RbacValidation.Validate(role.Rules, namespaced: false, errors);
                RbacValidation.Validate(role.AggregationRule, errors);
                break;
            case RoleBinding binding:
                RbacValidation.Validate(binding, previous as RoleBinding, namespaced: true, errors);
                break;
            case ClusterRoleBinding binding:
                RbacValidation.Validate(binding, previous as ClusterRoleBinding, namespaced: false, errors);
                break;
            default:
                break;
        }

        return errors.ToImmutable();
    }
}
