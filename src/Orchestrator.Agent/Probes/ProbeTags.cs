using Orchestrator.Agent.Probes.Probers;
using Orchestrator.Planning.Probes;

namespace Orchestrator.Agent.Probes;

/// <summary>The attributes of what is measured of one probe, made once.</summary>
internal sealed class ProbeTags
{
    private static readonly string[] Outcomes = ["success", "failure", "unknown"];
    private readonly KeyValuePair<string, object?>[][] _byOutcome;

    public ProbeTags(ProbeKind kind, ProbeMechanism mechanism)
    {
        Mechanism = new("mechanism", NameOf(mechanism));
        _byOutcome = [.. Outcomes.Select(outcome => (KeyValuePair<string, object?>[])[new("kind", NameOf(kind)), Mechanism, new("outcome", outcome)])];
    }

    /// <summary>How it asks.</summary>
    public KeyValuePair<string, object?> Mechanism { get; }

    /// <summary>What it is, how it asks, and how it ended.</summary>
    public ReadOnlySpan<KeyValuePair<string, object?>> Of(ProbeAnswer answer) => _byOutcome[(int)answer.Outcome];

    private static string NameOf(ProbeKind kind) => kind switch
    {
        ProbeKind.Startup => "startup",
        ProbeKind.Readiness => "readiness",
        _ => "liveness",
    };

    private static string NameOf(ProbeMechanism mechanism) => mechanism switch
    {
        ProbeMechanism.Http => "http",
        ProbeMechanism.Tcp => "tcp",
        ProbeMechanism.Grpc => "grpc",
        _ => "exec",
    };
}
