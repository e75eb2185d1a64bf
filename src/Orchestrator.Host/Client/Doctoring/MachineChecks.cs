using System.Collections.Immutable;
using System.Globalization;
using System.Net.NetworkInformation;
using System.Text.RegularExpressions;
using Orchestrator.Host.Serving;

namespace Orchestrator.Host.Client.Doctoring;

/// <summary>Looks at this machine: its limits, ports and networks.</summary>
/// <param name="root">The folder below which <c>proc</c> is; / but in tests.</param>
internal sealed partial class MachineChecks(string root = "/")
{
    /// <summary>Looks at limits of the system.</summary>
    public ImmutableArray<Check> Limits()
    {
        try
        {
            return
            [
                Judge.Descriptors(OpenFiles(File.ReadAllText(Path.Combine(root, "proc/self/limits")))),
                Judge.Inotify(Number("proc/sys/fs/inotify/max_user_instances"), Number("proc/sys/fs/inotify/max_user_watches")),
            ];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            return [Check.Warning("limits", $"the system does not tell its limits: {failure.Message}", "look with ulimit -n and sysctl fs.inotify")];
        }
    }

    /// <summary>Looks at the usual ports. What a living silo of the cluster listens on is as it should be.</summary>
    public static ImmutableArray<Check> PortsInUse(IReadOnlyList<SiloRow> silos)
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet();
        return [.. new[] { (Ports.Silo, "--silo-port"), (Ports.Client, "--client-port") }.Select(port => Port(port.Item1, port.Item2, taken.Contains(port.Item1), silos))];
    }

    /// <summary>Looks at the subnets for pods.</summary>
    public Check PodSubnets(IReadOnlyList<string> subnets)
    {
        try
        {
            return Subnets.Judge(subnets, Subnets.Routes(File.ReadAllLines(Path.Combine(root, "proc/net/route"))));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Check.Warning("pod subnets", $"the system does not tell its routes: {failure.Message}", "look with ip route");
        }
    }

    /// <summary>What a port means that is free, or taken.</summary>
    internal static Check Port(int port, string option, bool isTaken, IReadOnlyList<SiloRow> silos) =>
        !isTaken ? Check.Ok("ports", $"{port} is free")
        : silos.FirstOrDefault(silo => silo.IsActive && (silo.Port == port || silo.ClientPort == port)) is { } own ? Check.Ok("ports", $"{port} is taken by the silo {own.Name}")
        : Check.Warning("ports", $"{port} is taken by something else", $"a silo takes another port then; choose one that stays with {option}");

    /// <summary>How many files the process may open at most.</summary>
    internal static long OpenFiles(string limits) => MaxOpenFiles().Match(limits) is not { Success: true } match ? throw new FormatException("no line \"Max open files\"")
        : match.Groups["hard"].Value == "unlimited" ? long.MaxValue
        : long.Parse(match.Groups["hard"].Value, CultureInfo.InvariantCulture);

    private long Number(string file) => long.Parse(File.ReadAllText(Path.Combine(root, file)), CultureInfo.InvariantCulture);

    // The runtime raises the soft limit to the hard one when it starts.
    [GeneratedRegex(@"^Max open files\s+\S+\s+(?<hard>\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex MaxOpenFiles();
}
