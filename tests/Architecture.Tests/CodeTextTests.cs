namespace Orchestrator.Architecture.Tests;

public sealed class CodeTextTests
{
    [Theory]
    [InlineData("a(\"TODO\"); // TODO", "a(\"\"); ")]
    [InlineData("a /* TODO\n TODO */ b", "a \n b")]
    [InlineData("a(\"\\\"TODO\") b", "a(\"\") b")]
    [InlineData("a(@\"x\"\"TODO\") b", "a(\"\") b")]
    [InlineData("a(\"\"\"\n \"TODO\" \n\"\"\") b", "a(\"\"\n\n) b")]
    [InlineData("a('\"') TODO", "a(\"\") TODO")]
    public void Comments_and_literals_are_taken_out_and_code_is_not(string text, string code) => Assert.Equal(code, CodeText.Strip(text));
}
