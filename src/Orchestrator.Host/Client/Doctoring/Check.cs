namespace Orchestrator.Host.Client.Doctoring;

/// <summary>What a check found.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Level">How it went.</param>
/// <param name="Message">What was found, without a full stop.</param>
/// <param name="Advice">What to do; empty where it is as it should be.</param>
internal sealed record Check(string Name, CheckLevel Level, string Message, string Advice = "")
{
    public static Check Ok(string name, string message) => new(name, CheckLevel.Ok, message);

    public static Check Warning(string name, string message, string advice) => new(name, CheckLevel.Warning, message, advice);

    public static Check Failed(string name, string message, string advice) => new(name, CheckLevel.Failed, message, advice);
}
