using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Where the value of an environment variable comes from: just one source. It is read when the container is made.</summary>
[RefusedField("fileKeyRef", 5, FieldType.Object, "variables are not read from files of volumes; use configMapKeyRef or secretKeyRef", EvenEmpty = true)]
public sealed record EnvVarSource
{
    [Field(1, "A field of the pod.")]
    public ObjectFieldSelector? FieldRef { get; init; }

    [Field(2, "What a container requests or may use.")]
    public ResourceFieldSelector? ResourceFieldRef { get; init; }

    [Field(3, "A value of a ConfigMap.")]
    public ConfigMapKeySelector? ConfigMapKeyRef { get; init; }

    [Field(4, "A value of a Secret.")]
    public SecretKeySelector? SecretKeyRef { get; init; }
}
