using System.CommandLine.Parsing;

namespace Orchestrator.Host.Commands;

/// <summary>How an option's own parser says that a value is wrong.</summary>
internal static class OptionErrors
{
    /// <summary>Adds the message; there is no value then.</summary>
    public static T? Wrong<T>(ArgumentResult result, string message)
    {
        result.AddError(message);
        return default;
    }
}
