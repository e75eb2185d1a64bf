namespace Orchestrator.Resources.Meta;

/// <summary>Whether a request succeeded.</summary>
public static class StatusState
{
    /// <summary>It did.</summary>
    public const string Success = "Success";

    /// <summary>It did not.</summary>
    public const string Failure = "Failure";
}
