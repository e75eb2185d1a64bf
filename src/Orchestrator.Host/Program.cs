using System.CommandLine;
using Orchestrator.Host.Commands;

var root = new RootCommand("Runs containers on machines from a declared desired state, behind the Kubernetes API.")
{
    DevCommand.Make(),
    SiloCommand.Make(),
    VersionCommand.Make(),
};
return await root.Parse(args).InvokeAsync();
