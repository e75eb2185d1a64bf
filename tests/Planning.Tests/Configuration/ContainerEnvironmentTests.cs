using Orchestrator.Planning.Configuration;
using Orchestrator.Resources.Core;
using static Orchestrator.Planning.Tests.Configuration.ConfigSamples;

namespace Orchestrator.Planning.Tests.Configuration;

public sealed class ContainerEnvironmentTests
{
    [Fact]
    public void EnvFrom_isBeforeEnv_andALaterSourceCountsMore()
    {
        var environment = Resolve(
            new Container
            {
                EnvFrom = [FromMap("first"), FromMap("second"), FromSecret("third", "X_")],
                Env = [new EnvVar { Name = "C", Value = "$(A)$(X_A)" }, new EnvVar { Name = "B", Value = "env" }],
            },
            Map("first", ("A", "1"), ("B", "1")),
            Map("second", ("A", "2")),
            Secret("third", ("A", "3")));

        Assert.Equal("A=2 B=env C=23 X_A=3", environment);
    }

    [Theory]
    [InlineData("$(A)")]
    [InlineData("$$(A)")]
    [InlineData("$")]
    [InlineData("a$$b$")]
    public void Value_fromElsewhere_isTakenAsItIs(string value) => Assert.Equal(
        $"A={value} B={value}",
        Resolve(new Container { EnvFrom = [FromMap("map")], Env = [Key("B", "map", "A")] }, Map("map", ("A", value))));

    [Fact]
    public void Optional_thatIsNotThere_leavesNoVariable() => Assert.Equal(
        "",
        Resolve(
            new Container
            {
                EnvFrom = [FromMap("none", optional: true), FromSecret("none", optional: true)],
                Env = [Key("A", "none", "a", optional: true), Key("B", "map", "absent", optional: true)],
            },
            Map("map")));

    [Fact]
    public void Missing_isToldInKubernetesWords()
    {
        Assert.Equal("configmap \"none\" not found", FaultOf(new Container { EnvFrom = [FromMap("none")] }));
        Assert.Equal("secret \"none\" not found", FaultOf(new Container { EnvFrom = [FromSecret("none")] }));
        Assert.Equal("configmap \"none\" not found", FaultOf(new Container { Env = [Key("A", "none", "a")] }));
        Assert.Equal("couldn't find key a in ConfigMap default/map", FaultOf(new Container { Env = [Key("A", "map", "a")] }, Map("map")));
        Assert.Equal(
            "couldn't find key a in Secret default/secret",
            FaultOf(
                new Container { Env = [new EnvVar { Name = "A", ValueFrom = new EnvVarSource { SecretKeyRef = new SecretKeySelector { Name = "secret", Key = "a" } } }] },
                Secret("secret", ("b", "v4lue"))));
    }

    [Fact]
    public void Fault_ofReading_isToldAlsoWhereTheObjectIsOptional()
    {
        var container = new Container { EnvFrom = [FromMap("map", optional: true)] };
        var view = View(container);
        var reference = Assert.Single(ConfigReferences.OfEnvironment(view.Pod, container));
        var contents = ConfigContents.Empty with { Answers = ConfigContents.Empty.Answers.Add(reference, new ConfigAnswer(null, "the database does not answer")) };

        Assert.Equal("the database does not answer", Assert.Throws<ConfigException>(() => ContainerEnvironment.Resolve(container, view, contents)).Message);
    }

    [Fact]
    public void BinaryData_isNoVariable()
    {
        var map = ConfigObject.Of(
            new ConfigMap { Metadata = new() { Name = "map", Namespace = "default" }, BinaryData = Resources.Meta.StringMap.Of(("B", "AAEC")) }, 1);

        Assert.Equal("", Resolve(new Container { EnvFrom = [FromMap("map")] }, map));
        Assert.Equal("couldn't find key B in ConfigMap default/map", FaultOf(new Container { Env = [Key("A", "map", "B")] }, map));
    }

    [Fact]
    public void Text_ofAnObject_namesNoValue() => Assert.Equal("Secret default/secret", $"{Secret("secret", ("key", "v4lue"))}");

    private static string Resolve(Container container, params ConfigObject[] objects)
    {
        var view = View(container);
        var resolved = ContainerEnvironment.Resolve(container, view, Read(ConfigReferences.OfEnvironment(view.Pod, container), objects));
        Assert.Empty(resolved.EnvFrom);
        Assert.All(resolved.Env, variable => Assert.Null(variable.ValueFrom));
        return string.Join(' ', ContainerCommand.Of(resolved).Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
    }

    private static string FaultOf(Container container, params ConfigObject[] objects) => Assert.Throws<ConfigException>(() => Resolve(container, objects)).Message;

    private static EnvFromSource FromMap(string name, bool? optional = null) => new() { ConfigMapRef = new ConfigMapEnvSource { Name = name, Optional = optional } };

    private static EnvFromSource FromSecret(string name, string? prefix = null, bool? optional = null) =>
        new() { Prefix = prefix, SecretRef = new SecretEnvSource { Name = name, Optional = optional } };

    private static EnvVar Key(string name, string map, string key, bool? optional = null) =>
        new() { Name = name, ValueFrom = new EnvVarSource { ConfigMapKeyRef = new ConfigMapKeySelector { Name = map, Key = key, Optional = optional } } };
}
