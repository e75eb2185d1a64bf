namespace Orchestrator.Host.Client.Doctoring;

/// <summary>What is left of the disk that a folder is on, or will be on.</summary>
internal static class FolderSpace
{
    public static Check Of(string name, string folder, int evictsBelow)
    {
        var present = Path.GetFullPath(folder);
        while (!Directory.Exists(present) && Path.GetDirectoryName(present) is { } parent)
        {
            present = parent;
        }

        try
        {
            var drive = new DriveInfo(present);
            return Judge.Disk(name, folder, drive.AvailableFreeSpace, drive.TotalSize, evictsBelow);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Check.Warning(name, $"{folder} cannot be looked at: {failure.Message}", "run orc doctor as the user that runs orc");
        }
    }
}
