using Orchestrator.TestKit;

namespace Orchestrator.Architecture.Tests;

/// <summary>A text file of the project.</summary>
public sealed record SourceFile(string Path, string Text)
{
    private static readonly string[] Outputs = ["bin", "obj", ".git", "TestResults", "node_modules"];

    /// <summary>The path's first folder below <c>src</c> or <c>tests</c>, such as <c>Orchestrator.Grains</c>.</summary>
    public string Room => Path.Split('/') is [_, var room, ..] ? room : "";

    public string Name => System.IO.Path.GetFileName(Path);

    public IReadOnlyList<string> Lines => Text.Split('\n');

    /// <summary>The text without comments and string literals, line by line as it was.</summary>
    public string Code => CodeText.Strip(Text);

    /// <summary>All files below a folder that end like this, in order.</summary>
    public static IReadOnlyList<SourceFile> Under(string folder, string ending) =>
    [
        .. Directory.EnumerateFiles(System.IO.Path.Combine(TestEnvironment.Repository, folder), $"*{ending}", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(TestEnvironment.Repository, file).Replace('\\', '/'))
            .Where(path => !path.Split('/').Intersect(Outputs).Any())
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllText(System.IO.Path.Combine(TestEnvironment.Repository, path)))),
    ];

    /// <summary>The C# files of the product.</summary>
    public static IReadOnlyList<SourceFile> Product { get; } = Under("src", ".cs");

    /// <summary>All C# files.</summary>
    public static IReadOnlyList<SourceFile> All { get; } = [.. Product, .. Under("tests", ".cs")];
}
