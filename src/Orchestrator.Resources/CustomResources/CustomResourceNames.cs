using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.CustomResources;

/// <summary>How a kind is named in paths, documents and on the command line.</summary>
public sealed record CustomResourceNames
{
    [Field(1, "The name in paths, such as crontabs.", Required = true, Always = true)]
    public string Plural { get; init; } = "";

    [Field(2, "The name of one, such as crontab; the kind in small letters by default.")]
    public string? Singular { get; init; }

    [Field(3, "Short names.")]
    public ImmutableArray<string> ShortNames { get; init; } = [];

    [Field(4, "The kind, such as CronTab.", Required = true, Always = true)]
    public string Kind { get; init; } = "";

    [Field(5, "The kind of lists; the kind with List behind it by default.")]
    public string? ListKind { get; init; }

    [Field(6, "Categories, such as all.")]
    public ImmutableArray<string> Categories { get; init; } = [];
}
