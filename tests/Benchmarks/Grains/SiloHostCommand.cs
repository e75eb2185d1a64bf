using System.CommandLine;

namespace Orchestrator.Benchmarks.Grains;

/// <summary><c>silo</c>: a silo for the benchmarks themselves, in a process of its own. It says when it is up, and ends with its input.</summary>
internal static class SiloHostCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "silo";

    /// <summary>What it says when it is up.</summary>
    public const string Up = "up";

    /// <summary>The command.</summary>
    public static Command Make()
    {
        var name = new Argument<string>("name");
        var cluster = new Argument<string>("cluster");
        var siloPort = new Argument<int>("silo-port");
        var clientPort = new Argument<int>("client-port");
        var command = new Command(Name, "A silo for the benchmarks themselves.") { name, cluster, siloPort, clientPort };
        command.Hidden = true;
        command.SetAction(async (result, cancellationToken) =>
        {
            using var host = SiloHost.Silo(new SiloHostSettings
            {
                Name = result.GetValue(name)!,
                Cluster = result.GetValue(cluster)!,
                Database = Environment.GetEnvironmentVariable(SiloHostSettings.DatabaseVariable)!,
                SiloPort = result.GetValue(siloPort),
                ClientPort = result.GetValue(clientPort),
            });
            await host.StartAsync(cancellationToken);
            await Console.Out.WriteLineAsync(Up);
            await Console.In.ReadToEndAsync(cancellationToken);
            await host.StopAsync(cancellationToken);
            return ExitCode.Met;
        });
        return command;
    }
}
