using System.Text.RegularExpressions;

namespace Orchestrator.Architecture.Tests;

/// <summary>How files look.</summary>
public sealed partial class FileTests
{
    private const int LinesMax = 400;

    // A generic type's file has the name alone, or with what it is generic over; a partial type's has the part's name too.
    [Fact]
    public void File_declares_one_public_type_of_its_own_name()
    {
        var wrong =
            from file in SourceFile.Product
            let types = PublicType().Matches(file.Code).Select(match => match.Groups["name"].Value).Distinct().ToList()
            let own = file.Name.Split('.')[0]
            where types.Count > 1 || (types.Count == 1 && own != types[0] && !own.StartsWith($"{types[0]}Of", StringComparison.Ordinal))
            select $"{file.Path}: {string.Join(", ", types)}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void File_has_no_more_lines_than_a_reader_bears() =>
        Assert.Empty(SourceFile.All.Where(file => file.Lines.Count > LinesMax).Select(file => $"{file.Path}: {file.Lines.Count} lines"));

    [Fact]
    public void Nothing_is_left_to_do_and_no_test_is_left_out()
    {
        var found =
            from file in SourceFile.All
            where file.Room != "Architecture.Tests"
            from match in Unfinished().Matches(file.Text)
            select $"{file.Path}: {match.Value}";

        Assert.Empty(found);
    }

    [Fact]
    public void Log_messages_are_source_generated()
    {
        var found =
            from file in SourceFile.Product
            where file.Room != "StandIns"
            from match in DirectLog().Matches(file.Code)
            select $"{file.Path}: {match.Value}";

        Assert.Empty(found);
    }

    [Fact]
    public void Project_speaks_of_no_machine_and_of_no_feed()
    {
        var files = new[] { ".csproj", ".cs", ".sql", ".sh", ".md", ".json", ".yaml", ".props", ".targets", ".config" }
            .SelectMany(ending => new[] { "src", "tests", "db", "eng", "docs", "examples" }
                .Where(folder => Directory.Exists(Path.Combine(TestKit.TestEnvironment.Repository, folder)))
                .SelectMany(folder => SourceFile.Under(folder, ending)));
        var found =
            from file in files
            where file.Room != "Architecture.Tests"
            from match in MachinePath().Matches(file.Text)
            select $"{file.Path}: {match.Value}";

        Assert.Empty(found);
    }

    [GeneratedRegex(@"(?m)^(?:public)\s+(?:(?:static|sealed|abstract|partial|readonly|ref|unsafe)\s+)*(?:class|record\s+struct|record|struct|interface|enum|delegate\s+[\w<>?]+)\s+(?<name>\w+)")]
    private static partial Regex PublicType();

    [GeneratedRegex(@"NotImplementedException|\bTODO\b|\bFIXME\b|\bHACK\b|\bSkip\s*=\s*""")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"\.(?:LogTrace|LogDebug|LogInformation|LogWarning|LogError|LogCritical)\(|Console\.(?:Write|Error)\w*\(""")]
    private static partial Regex DirectLog();

    [GeneratedRegex(@"(?<![\w.$}])/(?:work|root)/[\w.-]+|C:\\Users|https?://[\w.-]*(?:nexus|artifactory|proget)[\w.-]*")]
    private static partial Regex MachinePath();
}
