using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Benchmarks.Grains;
using Orchestrator.Grains.Startup;

namespace Orchestrator.Benchmarks.Binding;

/// <summary><c>bind-silo</c>: a silo with the control plane, in a process of its own.</summary>
internal static class BindSiloCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "bind-silo";

    /// <summary>The command.</summary>
    public static Command Make() => SiloHostCommand.Make(
        Name,
        "A silo with the control plane, for the benchmarks themselves.",
        BindSilo.Make,
        (host, cancellationToken) => host.Services.GetRequiredService<ControlPlaneStartup>().Done.WaitAsync(cancellationToken));
}
