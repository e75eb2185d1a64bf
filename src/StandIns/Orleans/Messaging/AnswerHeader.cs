namespace Orleans.Messaging;

/// <summary>What is said of an answer beside its body.</summary>
internal sealed record AnswerHeader
{
    public CallOutcome Outcome { get; init; }

    /// <summary>The version of the membership by which the grain is elsewhere.</summary>
    public int Version { get; init; }

    /// <summary>The enumeration that the step belonged to.</summary>
    public string? Enumeration { get; init; }

    public ItemKind Item { get; init; }
}
