using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.CustomResources;

/// <summary>A version of a kind.</summary>
public sealed record CustomResourceVersion
{
    [Field(1, "The version, such as v1.", Required = true, Always = true, Format = TextFormat.DnsLabel1035)]
    public string Name { get; init; } = "";

    [Field(2, "Whether it can be asked for.", Always = true)]
    public bool Served { get; init; }

    [Field(3, "Whether objects are stored as this version; just one is.", Always = true)]
    public bool Storage { get; init; }

    [Field(4, "What objects of the version look like.")]
    public CustomResourceSchema? Schema { get; init; }

    [Field(5, "What can be written apart from the rest.")]
    public CustomResourceSubresources? Subresources { get; init; }

    [Field(6, "What tables show of an object besides its name.")]
    public ImmutableArray<CustomResourceColumn> AdditionalPrinterColumns { get; init; } = [];

    [Field(7, "Whether clients are warned of the version.")]
    public bool Deprecated { get; init; }

    [Field(8, "The warning.")]
    public string? DeprecationWarning { get; init; }

    [Field(9, "The fields that field selectors may use.")]
    public ImmutableArray<CustomResourceSelectableField> SelectableFields { get; init; } = [];
}
