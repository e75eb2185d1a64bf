namespace Orchestrator.Resources.Core;

/// <summary>Where a container's last words come from.</summary>
public static class TerminationMessagePolicy
{
    /// <summary>From the file only.</summary>
    public const string File = "File";

    /// <summary>From the end of the log where the container ended badly and the file is empty.</summary>
    public const string FallbackToLogsOnError = "FallbackToLogsOnError";
}
