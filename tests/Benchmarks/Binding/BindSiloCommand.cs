using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Benchmarks.Grains;
using Orchestrator.Grains.Startup;

namespace Orchestrator.Benchmarks.Binding;

/// <summary><c>bind-silo</c>: a silo with the control plane, in a process of its own. It says when it is up, and ends with its input.</summary>
internal static class BindSiloCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "bind-silo";

    /// <summary>The command.</summary>
    public static Command Make()
    {
        var name = new Argument<string>("name");
        var cluster = new Argument<string>("cluster");
        var siloPort = new Argument<int>("silo-port");
        var clientPort = new Argument<int>("client-port");
        var command = new Command(Name, "A silo with the control plane, for the benchmarks themselves.") { name, cluster, siloPort, clientPort };
        command.Hidden = true;
        command.SetAction(async (result, cancellationToken) =>
        {
            using var host = BindSilo.Make(new SiloHostSettings
            {
                Name = result.GetValue(name)!,
                Cluster = result.GetValue(cluster)!,
                Database = Environment.GetEnvironmentVariable(SiloHostSettings.DatabaseVariable)!,
                SiloPort = result.GetValue(siloPort),
                ClientPort = result.GetValue(clientPort),
            });
            await host.StartAsync(cancellationToken);
            await host.Services.GetRequiredService<ControlPlaneStartup>().Done.WaitAsync(cancellationToken);
            await Console.Out.WriteLineAsync(SiloHostCommand.Up);
            await Console.In.ReadToEndAsync(cancellationToken);
            await host.StopAsync(cancellationToken);
            return ExitCode.Met;
        });
        return command;
    }
}
