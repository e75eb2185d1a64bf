using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Tests.Core;

public sealed class ContainerCommandTests
{
    private static string Arg(string text) => ContainerCommand.Of(new Container
    {
        Args = [text],
        Env = [new EnvVar { Name = "A", Value = "one" }, new EnvVar { Name = "B", Value = "$(A)-$(C)" }, new EnvVar { Name = "C", Value = "three" }],
    }).Args[0];

    [Theory]
    [InlineData("$(A)", "one")]
    [InlineData("x$(A)y$(C)", "xoneythree")]
    [InlineData("$(B)", "one-$(C)")]
    [InlineData("$(NONE)", "$(NONE)")]
    [InlineData("$$(A)", "$(A)")]
    [InlineData("$$$(A)", "$one")]
    [InlineData("$", "$")]
    [InlineData("a$", "a$")]
    [InlineData("$(A", "$(A")]
    [InlineData("$A", "$A")]
    [InlineData("$()", "$()")]
    public void Args_areExpandedByVariables(string text, string expected) => Assert.Equal(expected, Arg(text));

    [Fact]
    public void Environment_ofRepeatedName_keepsTheLastValue()
    {
        var container = new Container { Env = [new EnvVar { Name = "A", Value = "1" }, new EnvVar { Name = "A", Value = "$(A)2" }] };

        Assert.Equal<KeyValuePair<string, string>>([KeyValuePair.Create("A", "12")], ContainerCommand.Of(container).Environment);
    }
}
