using System.Text.RegularExpressions;

namespace Orchestrator.Architecture.Tests;

/// <summary>Takes comments and literals out of C# text, so that rules about code do not fall over prose.</summary>
public static partial class CodeText
{
    /// <summary>The code, with an empty literal where one was, and as many lines as before.</summary>
    public static string Strip(string text) => Ignorable().Replace(text, match =>
        (match.Value[0] == '/' ? "" : "\"\"") + new string('\n', match.Value.Count(c => c == '\n')));

    // Raw strings come first, then comments, verbatim strings, ordinary strings and characters.
    [GeneratedRegex("\\$*\"\"\"[\\s\\S]*?\"\"\"|//[^\\n]*|/\\*[\\s\\S]*?\\*/|\\$?@\\$?\"(?:[^\"]|\"\")*\"|\\$?\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'")]
    private static partial Regex Ignorable();
}
