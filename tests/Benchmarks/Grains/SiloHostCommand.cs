using System.CommandLine;
using Microsoft.Extensions.Hosting;

namespace Orchestrator.Benchmarks.Grains;

/// <summary><c>silo</c>: a silo for the benchmarks themselves, in a process of its own. It says when it is up, and ends with its input.</summary>
internal static class SiloHostCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "silo";

    /// <summary>What it says when it is up.</summary>
    public const string Up = "up";

    /// <summary>The command.</summary>
    public static Command Make() => Make(Name, "A silo for the benchmarks themselves.", SiloHost.Silo, (_, _) => Task.CompletedTask);

    /// <summary>Such a command for another silo.</summary>
    /// <param name="commandName">The command's name.</param>
    /// <param name="description">What it is.</param>
    /// <param name="make">Makes the silo.</param>
    /// <param name="ready">What to wait for after its start, before it says that it is up.</param>
    public static Command Make(string commandName, string description, Func<SiloHostSettings, IHost> make, Func<IHost, CancellationToken, Task> ready)
    {
        var name = new Argument<string>("name");
        var cluster = new Argument<string>("cluster");
        var siloPort = new Argument<int>("silo-port");
        var clientPort = new Argument<int>("client-port");
        var apiPort = new Argument<int?>("api-port") { Arity = ArgumentArity.ZeroOrOne };
        var command = new Command(commandName, description) { name, cluster, siloPort, clientPort, apiPort };
        command.Hidden = true;
        command.SetAction(async (result, cancellationToken) =>
        {
            using var host = make(new SiloHostSettings
            {
                Name = result.GetValue(name)!,
                Cluster = result.GetValue(cluster)!,
                Database = Environment.GetEnvironmentVariable(SiloHostSettings.DatabaseVariable)!,
                SiloPort = result.GetValue(siloPort),
                ClientPort = result.GetValue(clientPort),
                ApiPort = result.GetValue(apiPort),
            });
            await host.StartAsync(cancellationToken);
            await ready(host, cancellationToken);
            await Console.Out.WriteLineAsync(Up);
            await Console.In.ReadToEndAsync(cancellationToken);
            await host.StopAsync(cancellationToken);
            return ExitCode.Met;
        });
        return command;
    }
}
