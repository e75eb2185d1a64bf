using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.CustomResources;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Rbac;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.Defaults;

/// <summary>Fills in what a document leaves out, as Kubernetes does.</summary>
public static class ResourceDefaults
{
    /// <summary>The resource with its defaults. Applying them again changes nothing.</summary>
    public static T Apply<T>(T resource)
        where T : class, IResource => (T)Compute(CompleteRecord.Is(resource) ? resource : Fill(resource));

    private static T Fill<T>(T resource)
        where T : class, IResource
    {
        var document = ResourceJson.ToNode(resource).AsObject();
        DescribedDefaults.Fill(document, ObjectSchema.Of<T>());
        return ResourceJson.Deserialize<T>(document);
    }

    private static IResource Compute(IResource resource) => resource switch
    {
        Pod pod => pod with { Spec = PodDefaults.OfPod(pod.Spec) },
        ReplicaSet set => set with { Spec = set.Spec with { Template = PodDefaults.OfTemplate(set.Spec.Template) } },
        Deployment deployment => deployment with { Spec = DeploymentDefaults.Of(deployment.Spec) },
        Service service => service with { Spec = ServiceDefaults.Of(service.Spec) },
        Secret secret => SecretDefaults.Of(secret),
        LimitRange range => range with { Spec = range.Spec with { Limits = [.. range.Spec.Limits.Select(LimitRangeDefaults.Of)] } },
        RoleBinding binding => binding with { Subjects = RbacDefaults.Of(binding.Subjects), RoleRef = RbacDefaults.Of(binding.RoleRef) },
        ClusterRoleBinding binding => binding with { Subjects = RbacDefaults.Of(binding.Subjects), RoleRef = RbacDefaults.Of(binding.RoleRef) },
        CustomResourceDefinition definition => CustomResourceDefaults.Of(definition),
        _ => resource,
    };
}
