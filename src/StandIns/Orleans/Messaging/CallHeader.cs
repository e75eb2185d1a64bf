using System.Collections.Immutable;

namespace Orleans.Messaging;

/// <summary>What is said of a call beside its arguments. The body holds the arguments, and after them the values of the request context.</summary>
internal sealed record CallHeader
{
    public required string Grain { get; init; }

    public required string Interface { get; init; }

    public required string Method { get; init; }

    /// <summary>The grain that calls.</summary>
    public string? Source { get; init; }

    /// <summary>The names of the values in the request context.</summary>
    public ImmutableArray<string>? ContextKeys { get; init; }

    /// <summary>The activity that the call is made in, as W3C's trace context writes it.</summary>
    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }

    /// <summary>The version of the membership by which the sender chose the silo.</summary>
    public int Version { get; init; }

    /// <summary>How long the caller still waits.</summary>
    public long TimeoutMilliseconds { get; init; }

    /// <summary>How many silos passed it on already.</summary>
    public int Hops { get; init; }

    public bool IsOneWay { get; init; }

    /// <summary>Whether a silo that does not own the grain is to pass the call on; otherwise it answers that the grain is elsewhere.</summary>
    public bool MayBePassedOn { get; init; }

    public StepKind Step { get; init; }

    /// <summary>The enumeration that a step belongs to; null for the first.</summary>
    public string? Enumeration { get; init; }
}
