namespace Orchestrator.Resources.Meta;

/// <summary>Whether a condition holds.</summary>
public static class ConditionStatus
{
    /// <summary>It holds.</summary>
    public const string True = "True";

    /// <summary>It does not hold.</summary>
    public const string False = "False";

    /// <summary>Nobody can tell now.</summary>
    public const string Unknown = "Unknown";
}
