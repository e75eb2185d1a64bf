using System.CommandLine;
using System.Reflection;
using Orleans;

namespace Orchestrator.Host.Commands;

/// <summary><c>orc version</c>: which orc this is, and of which build.</summary>
internal static class VersionCommand
{
    /// <summary>The command.</summary>
    public static Command Make()
    {
        var command = new Command("version", "Prints the version, and what the build stands on.");
        command.SetAction(result =>
        {
            result.InvocationConfiguration.Output.WriteLine($"orc {VersionOf(typeof(VersionCommand).Assembly)}");
            var runtime = typeof(IGrain).Assembly.GetName();
            result.InvocationConfiguration.Output.WriteLine($"runtime {runtime.Name} {VersionOf(typeof(IGrain).Assembly)}");
        });
        return command;
    }

    private static string VersionOf(Assembly assembly) =>
        (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];
}
