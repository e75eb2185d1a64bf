using System.CommandLine;
using Orchestrator.Host.Client;
using Orchestrator.Host.Client.Resources;
using Orchestrator.Host.Serving;

namespace Orchestrator.Host.Commands;

/// <summary>Options that hold a duration such as 30s.</summary>
internal static class OptionDurations
{
    /// <summary>What was given, or null where nothing was.</summary>
    /// <exception cref="InvalidSettingException">It is no duration.</exception>
    public static TimeSpan? Read(ParseResult result, Option<string?> option)
    {
        try
        {
            return result.GetValue(option) is { } text ? GoDuration.Parse(text, option.Name) : null;
        }
        catch (ClientException e)
        {
            throw new InvalidSettingException($"{e.Message}.");
        }
    }
}
