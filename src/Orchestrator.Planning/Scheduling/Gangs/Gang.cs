namespace Orchestrator.Planning.Scheduling.Gangs;

/// <summary>A group of pods that is placed all or none.</summary>
public sealed record Gang
{
    /// <summary>The pods' namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The group's name.</summary>
    public required string Name { get; init; }

    /// <summary>With fewer pods on nodes, those included that have done their work, the group is of no use.</summary>
    public required int MinMember { get; init; }

    /// <summary>How many of its pods have done their work: they take no room any more, and are not missed.</summary>
    public int Succeeded { get; init; }

    /// <summary>For how long some of its pods, but too few, have been on nodes; null where that is not so.</summary>
    public TimeSpan? IncompleteFor { get; init; }

    /// <summary>After how long too few pods give their room back.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);
}
