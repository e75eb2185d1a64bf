namespace Orchestrator.Resources.Serialization;

/// <summary>What unknown and repeated fields are.</summary>
public enum FieldValidation
{
    /// <summary>Errors.</summary>
    Strict,

    /// <summary>Left out, with a warning each.</summary>
    Warn,

    /// <summary>The same as <see cref="Warn"/>: nothing is left out in silence.</summary>
    Ignore,
}
