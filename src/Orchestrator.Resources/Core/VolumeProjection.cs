using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>One source of a projected volume.</summary>
[RefusedField("clusterTrustBundle", 5, FieldType.Object, "bundles of authorities are not served; put the certificates into a ConfigMap", EvenEmpty = true)]
[RefusedField("podCertificate", 6, FieldType.Object, "no certificates are made for pods; put one into a Secret", EvenEmpty = true)]
public sealed record VolumeProjection
{
    [Field(1, "Values of a Secret.")]
    public SecretProjection? Secret { get; init; }

    [Field(2, "Fields of the pod.", Name = "downwardAPI")]
    public DownwardApiProjection? DownwardApi { get; init; }

    [Field(3, "Values of a ConfigMap.")]
    public ConfigMapProjection? ConfigMap { get; init; }

    [Field(4, "A token of the pod's service account.")]
    public ServiceAccountTokenProjection? ServiceAccountToken { get; init; }
}
