using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Orchestrator.Host.Client;

/// <summary>The help of a command, and what its exit codes mean.</summary>
internal sealed class ExitCodeHelp(HelpAction help) : SynchronousCommandLineAction
{
    /// <summary>Help is what was asked for, so that what is missing besides is no error.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is ClientCommand command)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(command.ExitCodes);
        }

        return code;
    }
}
