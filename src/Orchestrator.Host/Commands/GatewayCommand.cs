using System.CommandLine;
using Orchestrator.Host.Serving;

namespace Orchestrator.Host.Commands;

/// <summary><c>orc gateway</c>: the API of a cluster, apart from its silos.</summary>
internal static class GatewayCommand
{
    /// <summary>The command.</summary>
    public static Command Make()
    {
        var options = new CommonOptions();
        var command = new Command(
            "gateway",
            $"Serves the API of a cluster as a client of its silos, until it is told to stop. The database is named by the environment variable {HostSettings.PostgresVariable}, the file with the keys of Secrets by {HostSettings.SecretsKeyFileVariable}.");
        options.AddTo(command);
        command.SetAction((result, cancellationToken) => HostRun.RunAsync(
            () => options.Read(result, hasApi: true, "A gateway calls silos wherever they are"),
            settings => GatewayServer.BuildAsync(settings, cancellationToken),
            _ => "The API listens",
            cancellationToken));
        return command;
    }
}
