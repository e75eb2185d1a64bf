using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.Tests.Serialization;

public sealed class YamlDocumentsTests
{
    private static string Json(string yaml) => Encoding.UTF8.GetString(YamlDocuments.ToJson(Encoding.UTF8.GetBytes(yaml)).Span);

    private static string Fault(string yaml) => Assert.Throws<DecodeException>(() => Json(yaml)).Errors[0].Message;

    [Theory]
    [InlineData("yes", "true")]
    [InlineData("Off", "false")]
    [InlineData("y", "true")]
    [InlineData("~", "null")]
    [InlineData("''", "\"\"")]
    [InlineData("'yes'", "\"yes\"")]
    [InlineData("010", "8")]
    [InlineData("0x1F", "31")]
    [InlineData("0b11", "3")]
    [InlineData("1_000", "1000")]
    [InlineData("-5", "-5")]
    [InlineData("+5", "5")]
    [InlineData("08", "8")]
    [InlineData("1.50", "1.5")]
    [InlineData("1e3", "1000")]
    [InlineData(".inf", "\".inf\"")]
    [InlineData("2001-01-01", "\"2001-01-01\"")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("64Mi", "\"64Mi\"")]
    [InlineData("!!str 5", "\"5\"")]
    [InlineData("!!int '5'", "5")]
    [InlineData("|\n  one\n  two\n", "\"one\\ntwo\\n\"")]
    public void Scalar_isReadAsKubernetesReadsIt(string scalar, string json) => Assert.Equal($"{{\"a\":{json}}}", Json($"a: {scalar}"));

    [Fact]
    public void Manifest_isRead()
    {
        var deployment = Documents.ReadYaml<Deployment>("""
            # A comment.
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
              labels: &labels {app: web}
            spec:
              replicas: 3
              selector: {matchLabels: *labels}
              template:
                metadata: {labels: {<<: *labels, tier: "1"}}
                spec:
                  containers:
                  - name: web
                    image: example/web:1
            """).Resource;

        Assert.Equal(3, deployment.Spec.Replicas);
        Assert.Equal(["app", "tier"], deployment.Spec.Template.Metadata.Labels.Keys);
    }

    [Fact]
    public void UnquotedNumber_asText_isAnErrorThatNamesTheField()
    {
        var exception = Assert.Throws<DecodeException>(() => Documents.ReadYaml<Pod>("metadata: {labels: {version: 1}}"));

        Assert.Equal("metadata.labels[version]: Invalid value: 1: must be text", Assert.Single(exception.Errors).ToString());
    }

    [Fact]
    public void RepeatedKey_isAnError() => Assert.Equal(
        "spec.nodeName", Assert.Single(Assert.Throws<DecodeException>(() => Documents.ReadYaml<Pod>("spec:\n  nodeName: a\n  nodeName: b\n")).Errors).Field);

    [Theory]
    [InlineData("a: [1", "line")]
    [InlineData("a: b: c", "line 1, column")]
    [InlineData("a: 1\n b: 2", "line 2")]
    [InlineData("a: *b", "names nothing")]
    [InlineData("a: &x [*x]", "names nothing")]
    [InlineData("? [1]\n: 2", "a key must be text")]
    [InlineData("a: !!binary aGk=", "is not known")]
    [InlineData("a: !!int x", "does not fit its tag")]
    [InlineData("a: 1\n---\nb: 2", "expected one YAML document, got 2")]
    [InlineData("", "expected one YAML document, got 0")]
    [InlineData("<<: 3", "<< takes a mapping")]
    public void OtherText_isAnErrorThatSaysWhy(string yaml, string why)
    {
        var message = Fault(yaml);

        Assert.StartsWith(yaml.Contains("---", StringComparison.Ordinal) || yaml.Length == 0 ? "expected" : "not YAML", message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_thatExpandToBillions_areRefused()
    {
        var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var level = 1; level < 12; level++)
        {
            bomb.Append($"a{level}: &a{level} [{string.Join(",", Enumerable.Repeat($"*a{level - 1}", 10))}]\n");
        }

        Assert.Contains("aliases expand to too much", Fault(bomb.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public void Merges_thatExpandToBillions_areRefused()
    {
        var members = string.Join(",", Enumerable.Range(0, 5000).Select(index => $"k{index}: 1"));
        var merges = string.Join("\n", Enumerable.Repeat("- {<<: *a}", 5000));

        Assert.Contains("merges expand to too much", Fault($"a: &a {{{members}}}\nb:\n{merges}\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_beyondTheBound_isAnError() => Assert.Contains("nested deeper", Fault("a: " + new string('[', 50_000)), StringComparison.Ordinal);

    [Fact]
    public void InvalidUtf8_isAnError() => Assert.Throws<DecodeException>(() => YamlDocuments.ToJson(new byte[] { (byte)'a', (byte)':', (byte)' ', 0xff }));

    [Fact]
    public void Split_ofAStream_givesEachDocumentThatSaysSomething()
    {
        var documents = YamlDocuments.Split("---\n# only words\n---\na: 1\n---\n---\nb: 2\n...\n"u8.ToArray());

        Assert.Equal(["{\"a\":1}", "{\"b\":2}"], documents.Select(document => Encoding.UTF8.GetString(document.Span)));
    }

    [Fact]
    public void AnyText_isReadOrRefused_andNothingElse() => Prop.ForAll(
        Gen.Elements("a", ": ", "- ", "\n", "  ", "[", "]", "{", "}", ",", "&x ", "*x", "!!str ", "|", ">", "'", "\"", "#", "?", "<<", "---\n", "...", "%", "\t", "\\x", "\u0085", "é")
            .ArrayOf().Select(string.Concat).ToArbitrary(),
        text =>
        {
            try
            {
                YamlDocuments.Split(Encoding.UTF8.GetBytes(text));
            }
            catch (DecodeException exception)
            {
                Assert.NotEmpty(exception.Errors);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(60));

    [Fact]
    public void ToYaml_ofAResource_isInBlockStyle()
    {
        var yaml = YamlDocuments.ToYaml(new Namespace { Metadata = new() { Name = "yes" }, Status = new() { Phase = "Active" } });

        Assert.Equal("apiVersion: v1\nkind: Namespace\nmetadata:\n  name: \"yes\"\nspec: {}\nstatus:\n  phase: Active\n", yaml);
    }
}
