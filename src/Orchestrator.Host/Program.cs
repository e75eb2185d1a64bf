using System.CommandLine;
using Orchestrator.Host.Client;
using Orchestrator.Host.Commands;

var root = new RootCommand("Runs containers on machines from a declared desired state, behind the Kubernetes API.")
{
    DevCommand.Make(),
    SiloCommand.Make(),
    GatewayCommand.Make(),
    CertsCommand.Make(),
    VersionCommand.Make(),
};
foreach (var command in CommandLine.ClientCommands(ClientSurroundings.OfProcess()))
{
    root.Add(command);
}

return await CommandLine.RunAsync(root, args);
