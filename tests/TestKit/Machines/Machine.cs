using System.Globalization;
using System.Net;

namespace Orchestrator.TestKit.Machines;

/// <summary>
/// A machine of a cluster: a network namespace, a control group and a Docker engine on the machine that tests run on. What was started with <see cref="Launcher"/> is on it,
/// and shares its fate.
/// </summary>
public sealed class Machine
{
    private readonly string _folder;
    private readonly int _number;
    private readonly ControlGroup _group;
    private readonly Dictionary<string, string?> _settings;
    private CableDirection? _cut;

    internal Machine(string folder, int number, string described, Dictionary<string, string?> settings)
    {
        (_folder, _number, _settings) = (folder, number, settings);
        var parts = described.Split(' ');
        (Name, Address, Engine) = (parts[0], IPAddress.Parse(parts[1]), new Uri(parts[2]));
        _group = new ControlGroup(Name);
    }

    /// <summary>Its host name, which no other machine has.</summary>
    public string Name { get; }

    /// <summary>Its address, which every machine of the bridge reaches.</summary>
    public IPAddress Address { get; }

    /// <summary>Where its engine is reached, by whoever runs on this machine or beside it.</summary>
    public Uri Engine { get; }

    /// <summary>The words before a command that is to run on it.</summary>
    public IReadOnlyList<string> Launcher => [Path.Combine(_folder, _number.ToString(CultureInfo.InvariantCulture), "enter")];

    private string Cable => Name.Replace('-', 'v');

    /// <summary>Cuts its power: every process on it dies at once, and its engine's containers with them.</summary>
    public Task CutPowerAsync()
    {
        // It boots with new interfaces.
        _cut = null;
        return _group.KillAsync();
    }

    /// <summary>
    /// Starts it again after its power was cut: the engine comes up with what is on its disk and with nothing running. Where a process of it lives, only the engine is started,
    /// if it does not run.
    /// </summary>
    public Task BootAsync() => ServerCommand.RunAsync(_settings, "machines", "boot", _folder, _number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Halts everything on it, as a hung hypervisor would. The kernel goes on answering for its connections, because it is everybody's.</summary>
    public Task FreezeAsync() => _group.FreezeAsync();

    /// <summary>Lets everything go on after <see cref="FreezeAsync"/>.</summary>
    public Task ThawAsync() => _group.ThawAsync();

    /// <summary>Takes packets away, of one direction or both, until <see cref="HealCableAsync"/>.</summary>
    public async Task CutCableAsync(CableDirection direction = CableDirection.Both)
    {
        await HealCableAsync();
        await RunAsync(CableCommand(direction, cut: true));
        _cut = direction;
    }

    /// <summary>Plugs the cable in again.</summary>
    public async Task HealCableAsync()
    {
        if (_cut is { } direction)
        {
            await RunAsync(CableCommand(direction, cut: false));
            _cut = null;
        }
    }

    /// <summary>Ends the engine as a crash would; with live restore its containers go on. <see cref="BootAsync"/> starts it again.</summary>
    public async Task KillEngineAsync()
    {
        foreach (var file in new[] { "docker.pid", "containerd.pid" })
        {
            var path = Path.Combine(Path.GetDirectoryName(Engine.AbsolutePath)!, file);
            _ = NativeMethods.Kill(int.Parse(await File.ReadAllTextAsync(path), CultureInfo.InvariantCulture), NativeMethods.SigKill);
        }
    }

    /// <summary>How many containers have a process, by the word of the kernel, which needs no engine.</summary>
    public int RunningContainers() => _group.Children().Count;

    /// <inheritdoc />
    public override string ToString() => Name;

    private static async Task RunAsync(string[] command) => (await ShellCommand.RunAsync(command[0], command[1..])).Succeeded();

    private string[] CableCommand(CableDirection direction, bool cut) => direction switch
    {
        CableDirection.ToMachine => [.. Launcher, "iptables", "-w", "-t", "raw", cut ? "-I" : "-D", "PREROUTING", "-i", "eth0", "-j", "DROP"],
        CableDirection.FromMachine => [.. Launcher, "iptables", "-w", "-t", "mangle", cut ? "-I" : "-D", "POSTROUTING", "-o", "eth0", "-j", "DROP"],
        _ => ["ip", "link", "set", Cable, cut ? "down" : "up"],
    };
}
