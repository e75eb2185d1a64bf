namespace Orchestrator.TestKit;

/// <summary>What agents mount for their pods, which outlives them as containers do.</summary>
public static class Mounts
{
    private const int TargetColumn = 4;

    /// <summary>Unmounts all that is mounted below a folder, so that it can be deleted.</summary>
    public static async Task ReleaseBelowAsync(string folder)
    {
        var below = (await File.ReadAllLinesAsync("/proc/self/mountinfo"))
            .Select(line => line.Split(' ')[TargetColumn])
            .Where(target => target.StartsWith($"{folder}/", StringComparison.Ordinal))
            .Reverse();
        foreach (var target in below)
        {
            (await ShellCommand.RunAsync("umount", target)).Succeeded();
        }
    }
}
