using System.Collections.Immutable;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Core;

/// <summary>Who a program is that runs in a namespace. Its tokens come from the <c>token</c> subresource.</summary>
[Kind("", "v1", "ServiceAccount", "serviceaccounts", Description = "An account for programs, whose tokens pods and scripts identify themselves by.", ShortNames = ["sa"], Namespaced = true, HasStatus = false)]
public sealed record ServiceAccount : IResource<ServiceAccount>
{
    /// <inheritdoc/>
    public string ApiVersion => "v1";

    /// <inheritdoc/>
    public string Kind => "ServiceAccount";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "Secrets that pods of this account may use.", List = ListType.Map, Keys = ["name"], Patch = PatchStrategy.Merge, MergeKey = "name")]
    [Stored("pods may use every Secret of their namespace")]
    public ImmutableArray<ObjectReference> Secrets { get; init; } = [];

    [Field(3, "Secrets with credentials for registries, for pods that name none.")]
    [Stored("pods use only the pull secrets that they name themselves")]
    public ImmutableArray<LocalObjectReference> ImagePullSecrets { get; init; } = [];

    [Field(4, "Whether pods get a token without asking.")]
    [Stored("pods get a token only where a projected volume asks for one")]
    public bool? AutomountServiceAccountToken { get; init; }

    /// <inheritdoc/>
    public ServiceAccount WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public ServiceAccount WithStatusOf(ServiceAccount other) => this;
}
