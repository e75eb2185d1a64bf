using System.Text.RegularExpressions;

namespace Orchestrator.Architecture.Tests;

/// <summary>References between the rooms point one way.</summary>
public sealed partial class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Orchestrator.Resources"] = [],
        ["Orchestrator.Planning"] = ["Orchestrator.Resources"],
        ["Orchestrator.Contracts"] = ["Orchestrator.Resources", "Orchestrator.Planning"],
        ["Orchestrator.Containers"] = [],
        ["Orchestrator.Agent"] = ["Orchestrator.Containers", "Orchestrator.Contracts", "Orchestrator.Planning"],
        ["Orchestrator.Grains"] = ["Orchestrator.Contracts", "Orchestrator.Planning"],
        ["Orchestrator.Storage"] = ["Orchestrator.Contracts"],
        ["Orchestrator.Gateway"] = ["Orchestrator.Contracts"],
    };

    private static readonly string[] HostMayReference = [.. Allowed.Keys];

    private static IReadOnlyList<SourceFile> Projects { get; } = SourceFile.Under("src", ".csproj");

    public static TheoryData<string> ProjectPaths => [.. Projects.Select(project => project.Path)];

    [Theory]
    [MemberData(nameof(ProjectPaths))]
    public void Project_references_only_what_its_room_may_know(string path)
    {
        var project = Projects.Single(candidate => candidate.Path == path);
        var name = Path.GetFileNameWithoutExtension(path);
        var references = Reference().Matches(project.Text).Select(match => Path.GetFileNameWithoutExtension(match.Groups[1].Value)).ToList();
        var allowed = name == "Orchestrator.Host" ? HostMayReference : project.Room == "StandIns" ? [] : Allowed.GetValueOrDefault(name);

        Assert.True(allowed is not null, $"{path} is a room that the rule does not know: say in this test what it may reference");
        Assert.Empty(references.Except(allowed));
    }

    [Fact]
    public void Rule_knows_the_rooms_that_there_are()
    {
        var names = Projects.Select(project => Path.GetFileNameWithoutExtension(project.Path)).ToList();

        Assert.Empty(Allowed.Keys.Append("Orchestrator.Host").Except(names));
    }

    [Fact]
    public void Code_outside_the_stand_ins_does_not_name_them() =>
        Assert.Empty(SourceFile.Under("src", ".csproj").Where(project => project.Room != "StandIns" && project.Text.Contains("StandIns")).Select(project => project.Path));

    [Fact]
    public void Planning_knows_no_clock_no_grain_and_no_log()
    {
        var unwanted = new[] { "TimeProvider", "Orleans", "ILogger", "async ", "Task<", "System.IO", "HttpClient", "new Random" };

        var found =
            from file in SourceFile.Product
            where file.Room == "Orchestrator.Planning"
            from word in unwanted
            where Regex.Replace(file.Code, @"using Orleans;\n|\[Immutable\]", "").Contains(word)
            select $"{file.Path}: {word}";

        Assert.Empty(found);
    }

    [GeneratedRegex("<ProjectReference\\s+Include=\"([^\"]+)\"")]
    private static partial Regex Reference();
}
