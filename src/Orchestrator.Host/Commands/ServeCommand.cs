using System.CommandLine;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orchestrator.Host.Serving;
using Orchestrator.Storage.Schema;

namespace Orchestrator.Host.Commands;

/// <summary>A command that starts a silo and stays until it is told to stop.</summary>
internal static class ServeCommand
{
    private const int Refused = 1;

    /// <summary>A silo that is told to stop has ended by then, one way or the other.</summary>
    public static readonly TimeSpan StopsWithin = Server.StopAllowed + TimeSpan.FromSeconds(15);

    /// <summary>The command of this name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="complete">Makes up what was not given, where the command does.</param>
    public static Command Make(string name, string description, Func<ServeSettings, ServeSettings>? complete = null)
    {
        var options = new ServeOptions();
        var command = new Command(name, $"{description} The database is named by the environment variable {ServeSettings.PostgresVariable}, the container engine by DOCKER_HOST, the file with the keys of Secrets by {ServeSettings.SecretsKeyFileVariable}.");
        options.AddTo(command);
        command.SetAction((result, cancellationToken) => RunAsync(() => complete is null ? options.Read(result) : complete(options.Read(result)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Func<ServeSettings> read, CancellationToken cancellationToken)
    {
        try
        {
            var settings = read();
            await using var app = await Server.BuildAsync(settings, cancellationToken);
            await app.StartAsync(cancellationToken);
            if (settings.Kubeconfig is { } kubeconfig)
            {
                Kubeconfig.Write(kubeconfig, settings.ClusterId, settings.Listen);
            }

            await Console.Out.WriteLineAsync($"The API listens on {settings.Listen.ToString().TrimEnd('/')}");
            await app.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        catch (Exception e) when (e is InvalidSettingException or SchemaException or OptionsValidationException or IOException { InnerException: AddressInUseException })
        {
            await Console.Error.WriteLineAsync($"orc: {e.Message}");
            return Refused;
        }
    }
}
