namespace Orchestrator.Resources.Core;

/// <summary>How a toleration compares the value of a taint.</summary>
public static class TolerationOperator
{
    /// <summary>Any value.</summary>
    public const string Exists = "Exists";

    /// <summary>The same value.</summary>
    public const string Equal = "Equal";
}
