using Orchestrator.Planning.Probes;

namespace Orchestrator.Agent.Probes.Probers;

/// <summary>How one probe ended.</summary>
/// <param name="Outcome">What follows.</param>
/// <param name="Output">What is said to people.</param>
/// <param name="Noteworthy">Whether a success has something to note.</param>
internal readonly record struct ProbeAnswer(ProbeOutcome Outcome, string Output, bool Noteworthy = false)
{
    /// <summary>It answered as it should.</summary>
    public static ProbeAnswer Success { get; } = new(ProbeOutcome.Success, "");

    /// <summary>It did not answer, or not as it should.</summary>
    public static ProbeAnswer Failure(string output) => new(ProbeOutcome.Failure, output);

    /// <summary>It could not be asked.</summary>
    public static ProbeAnswer Unknown(string error) => new(ProbeOutcome.Unknown, error);

    /// <summary>It answered as it should, with something to note.</summary>
    public static ProbeAnswer Warning(string output) => new(ProbeOutcome.Success, output, Noteworthy: true);
}
