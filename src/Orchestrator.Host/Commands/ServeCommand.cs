using System.CommandLine;
using Orchestrator.Host.Serving;

namespace Orchestrator.Host.Commands;

/// <summary>A command that starts a silo and stays until it is told to stop.</summary>
internal static class ServeCommand
{
    /// <summary>The command of this name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="withRoles">Whether the silo may do a part of the work only.</param>
    /// <param name="complete">Makes up what was not given, where the command does.</param>
    public static Command Make(string name, string description, bool withRoles, Func<ServeSettings, ServeSettings>? complete = null)
    {
        var options = new ServeOptions();
        var command = new Command(name, $"{description} The database is named by the environment variable {HostSettings.PostgresVariable}, the container engine by DOCKER_HOST, the file with the keys of Secrets by {HostSettings.SecretsKeyFileVariable}.");
        options.AddTo(command, withRoles);
        command.SetAction((result, cancellationToken) => HostRun.RunAsync(
            () => complete is null ? options.Read(result) : complete(options.Read(result)),
            settings => Server.BuildAsync(settings, cancellationToken),
            settings => settings.HasGateway ? "The API listens" : "Health and metrics are served",
            cancellationToken));
        return command;
    }
}
