namespace Orchestrator.Containers;

/// <summary>Which of its outputs a process wrote to.</summary>
public enum OutputStream
{
    /// <summary>Standard output; with a terminal all output.</summary>
    Stdout,

    /// <summary>Standard error.</summary>
    Stderr,
}
