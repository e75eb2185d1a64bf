using System.Globalization;

namespace Orchestrator.TestKit.Machines;

/// <summary>The control group (version 1) of a machine, with the groups of its containers below it.</summary>
internal sealed class ControlGroup(string name)
{
    private const string Root = "/sys/fs/cgroup";
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(60);

    /// <summary>Halts every process. New ones cannot be started meanwhile.</summary>
    public Task FreezeAsync() => SetAsync("FROZEN");

    /// <summary>Lets them go on.</summary>
    public Task ThawAsync() => SetAsync("THAWED");

    /// <summary>Kills every process at once: those that are halted can neither start others nor see the first ones die. Returns when none is left.</summary>
    public async Task KillAsync()
    {
        await FreezeAsync();
        try
        {
            foreach (var process in Processes())
            {
                _ = NativeMethods.Kill(process, NativeMethods.SigKill);
            }
        }
        finally
        {
            await ThawAsync();
        }

        await Eventually.True(() => Task.FromResult(!Processes().Any(IsAlive)), $"the processes of {name} have ended", EndWithin);
    }

    /// <summary>Names of the groups directly below that have a process.</summary>
    public IReadOnlyList<string> Children() =>
        [.. Directory.EnumerateDirectories($"{Root}/pids/{name}").Where(folder => File.ReadAllText($"{folder}/cgroup.procs").Length > 0)];

    private static bool IsAlive(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private List<int> Processes()
    {
        var found = new List<int>();
        foreach (var file in Directory.EnumerateFiles($"{Root}/pids/{name}", "cgroup.procs", SearchOption.AllDirectories))
        {
            try
            {
                found.AddRange(File.ReadLines(file).Select(line => int.Parse(line, CultureInfo.InvariantCulture)));
            }
            catch (IOException)
            {
                // The container's group went while it was read, and its processes before it.
            }
        }

        return found;
    }

    // The kernel freezes one process after the other, and says FREEZING until it has them all.
    private async Task SetAsync(string state)
    {
        var file = $"{Root}/freezer/{name}/freezer.state";
        await File.WriteAllTextAsync(file, state);
        await Eventually.True(async () => (await File.ReadAllTextAsync(file)).Trim() == state, $"{name} is {state}", EndWithin);
    }
}
