using System.Runtime.CompilerServices;

namespace Orchestrator.Resources.Tests;

/// <summary>Finds files of the project from the place of this source file.</summary>
internal static class ProjectFiles
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    public static string Golden(string name) => Path.Combine(Root, "tests", "Resources.Tests", "Golden", name);

    /// <summary>Compares a text with a file of the project; with ORC_UPDATE_GOLDEN=1 writes the file first.</summary>
    public static void AssertSame(string path, string actual)
    {
        if (Environment.GetEnvironmentVariable("ORC_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
