using System.Text;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Resources.Tests.Validation;

public sealed class SecretValidationTests
{
    private const string Immutable = "Forbidden: field is immutable when `immutable` is set";

    [Fact]
    public void StringData_isPutAmongTheData_beforeWhatIsThere()
    {
        var secret = ResourceDefaults.Apply(Secret(null, ("a", Base64("old"))) with { StringData = StringMap.Of(("a", "new"), ("b", "ü")) });

        Assert.Equal(StringMap.Of(("a", Base64("new")), ("b", Base64("ü"))), secret.Data);
        Assert.Empty(secret.StringData);
        Assert.Equal(SecretType.Opaque, secret.Type);
    }

    [Theory]
    [InlineData("key.name_1-x", "dmFsdWU=", null)]
    [InlineData("a", "", null)]
    [InlineData("a", "s3cr3t!", "data[a]: Invalid value: \"<secret contents redacted>\": must be base64; put plain text under stringData")]
    [InlineData("..", "", "data[..]: Invalid value: \"..\": must not be '..'")]
    [InlineData("..a", "", "data[..a]: Invalid value: \"..a\": must not start with '..'")]
    public void Entry_hasToBeAKeyAndBase64(string key, string value, string? fault) =>
        Assert.Equal(fault is null ? [] : [fault], Check(Secret(null, (key, value))));

    [Fact]
    public void Key_withOtherLetters_isNamed() => Assert.StartsWith("data[a/b]: Invalid value: \"a/b\": a valid config key", Assert.Single(Check(Secret(null, ("a/b", "")))), StringComparison.Ordinal);

    [Fact]
    public void Values_ofMoreThanAMebibyte_areTooLong() => Assert.Equal(
        ["data: Too long: may not be more than 1048576 bytes"],
        Check(Secret(null, ("a", Convert.ToBase64String(new byte[600_000])), ("b", Convert.ToBase64String(new byte[600_000])))));

    [Theory]
    [InlineData(SecretType.DockerConfigJson, "data[.dockerconfigjson]: Required value")]
    [InlineData(SecretType.DockerConfig, "data[.dockercfg]: Required value")]
    [InlineData(SecretType.BasicAuth, "data[username]: Required value", "data[password]: Required value")]
    [InlineData(SecretType.SshAuth, "data[ssh-privatekey]: Required value")]
    [InlineData(SecretType.Tls, "data[tls.crt]: Required value", "data[tls.key]: Required value")]
    [InlineData(SecretType.ServiceAccountToken, "metadata.annotations[kubernetes.io/service-account.name]: Required value")]
    [InlineData("example.com/own")]
    public void Type_saysWhatKeysThereHaveToBe(string type, params string[] faults) => Assert.Equal(faults, Check(Secret(type)));

    [Fact]
    public void Types_withTheirKeys_areWell()
    {
        Assert.Empty(Check(Secret(SecretType.DockerConfigJson, (SecretKey.DockerConfigJson, Base64("""{"auths":{}}""")))));
        Assert.Empty(Check(Secret(SecretType.DockerConfig, (SecretKey.DockerConfig, Base64("{}")))));
        Assert.Empty(Check(Secret(SecretType.BasicAuth, (SecretKey.Username, Base64("ann")))));
        Assert.Empty(Check(Secret(SecretType.SshAuth, (SecretKey.SshPrivateKey, Base64("key")))));
        Assert.Empty(Check(Secret(SecretType.Tls, (SecretKey.TlsCertificate, ""), (SecretKey.TlsPrivateKey, ""))));
    }

    [Theory]
    [InlineData("s3cr3t")]
    [InlineData("[]")]
    public void DockerConfig_thatIsNoObject_isNamedWithoutItsValue(string config) => Assert.Equal(
        ["data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": must be a JSON object, as docker login writes it"],
        Check(Secret(SecretType.DockerConfigJson, (SecretKey.DockerConfigJson, Base64(config)))));

    [Fact]
    public void Immutable_keepsValuesAndItself_andLetsTheRestChange()
    {
        var before = Secret(null, ("a", "YQ==")) with { Immutable = true };

        Assert.Empty(Check(before with { Metadata = before.Metadata with { Labels = StringMap.Of(("x", "y")) } }, before));
        Assert.Equal([$"data: {Immutable}"], Check(before with { Data = StringMap.Of(("a", "Yg==")) }, before));
        Assert.Equal([$"immutable: {Immutable}"], Check(before with { Immutable = false }, before));
        Assert.Empty(Check(before, before with { Immutable = false, Data = StringMap.Empty }));
    }

    [Fact]
    public void Type_doesNotChange() => Assert.Equal(
        ["type: Invalid value: \"example.com/own\": field is immutable"], Check(Secret("example.com/own"), Secret(SecretType.Opaque)));

    [Fact]
    public void Text_ofASecret_hasNoValue() => Assert.Equal("Secret default/s", Secret(null, ("a", "czNjcjN0")).ToString());

    private static string[] Check(Secret secret, Secret? before = null) =>
        [.. ResourceValidation.Validate(ResourceDefaults.Apply(secret), before is null ? null : ResourceDefaults.Apply(before)).Select(error => error.ToString())];

    private static Secret Secret(string? type, params (string, string)[] data) => new()
    {
        Metadata = new ObjectMeta { Name = "s", Namespace = "default" },
        Type = type,
        Data = StringMap.Of(data),
    };

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
