namespace Orchestrator.Planning.Explaining;

/// <summary>A likely cause of how something is.</summary>
/// <param name="Reason">One word for it, for scripts.</param>
/// <param name="Message">What it is, as a sentence without its full stop.</param>
/// <param name="Advice">What would be enough, or what to do about it; empty where there is only waiting.</param>
public sealed record Cause(string Reason, string Message, string Advice = "");
